import { allContracts, topicsOf } from '@crossing/contracts';
import { grants, kafkaTopics, listeners } from '@crossing/infra-kafka/topics.ts';
import { kafkaBus, kafkaClient, type Bus } from '@crossing/messaging';
import type { KafkaConnection } from '@crossing/messaging/kafka/kafka-client.ts';
import { describeWithKafka, kafkaCluster } from '@crossing/testkit';
import type { Admin } from 'kafkajs';
import { actualTopics, apply, grant } from './cluster.ts';
import { planOf } from './plan.ts';

const users = [...listeners.map(({ service }) => service), 'analyst', 'operator', 'stranger'];
const passwordOf = (user: string): string => `${user}-secret`;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

const offers = 'crossing.matching.offer.fact.v1';
const accounts = 'crossing.identity.account.fact.v1';
const profiles = 'crossing.contributor.profile.state.v1';
const message = (topic: string) => ({ topic, key: 'k', headers: {}, value: Buffer.from('{}') });

describeWithKafka('grants, on a cluster with an authorizer', () => {
  let cluster: Awaited<ReturnType<typeof kafkaCluster>>;
  const wanted = kafkaTopics(1);
  const buses: Bus[] = [];

  const connectionOf = (username: string): KafkaConnection => ({
    brokers: cluster.bootstrap.split(','),
    clientId: username,
    sasl: { mechanism: 'plain', username, password: passwordOf(username) },
  });
  const busOf = (user: string): Bus => {
    const bus = kafkaBus({ ...connectionOf(user), log: silent });
    buses.push(bus);
    return bus;
  };
  const administer = async <T>(user: string, work: (admin: Admin) => Promise<T>): Promise<T> => {
    const admin = kafkaClient(connectionOf(user), silent).admin();
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  };
  /** Whether the user is given a message of the topic, or may not; any other end, as on a cluster that is just waking up, is tried again. */
  const reads = async (user: string, topic: string, group: string): Promise<boolean> => {
    const bus = busOf(user);
    for (;;) {
      const arrived = Promise.withResolvers<'arrived'>();
      const subscription = bus.subscribe({ group, topics: [topic], handle: async () => arrived.resolve('arrived') });
      const end = await Promise.race([arrived.promise, subscription.done.catch(String)]);
      await subscription.stop();
      if (end === 'arrived') return true;
      if (/not authorized|does not let/i.test(end ?? '')) return false;
    }
  };

  beforeAll(async () => {
    const others = Object.fromEntries(users.map((user) => [user, passwordOf(user)]));
    cluster = await kafkaCluster({ brokers: 1, sasl: { username: 'admin', password: passwordOf('admin'), others } });
    await administer('admin', async (admin) => {
      await grant(admin, grants);
      await grant(admin, grants);
    });
    // The operator makes the topics, under the grants.
    await administer('operator', async (admin) => apply(admin, planOf(wanted, await actualTopics(admin, wanted)).steps, wanted));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(buses.map((bus) => bus.close()));
    await cluster?.stop();
  });

  it('let a service write its own topics and nobody else’s', async () => {
    await busOf('matching').publish([message(offers)]);

    await expect(busOf('matching').publish([message(accounts)])).rejects.toThrow(/not authorized/i);
    await expect(busOf('identity').publish([message(offers)])).rejects.toThrow(/not authorized/i);
    await expect(busOf('stranger').publish([message(offers)])).rejects.toThrow();
  }, 60_000);

  it('let every service see that all topics are there', async () => {
    for (const { service } of listeners) await busOf(service).checkTopics(topicsOf(allContracts));
  });

  it('let a service read what it listens to, in its own groups', async () => {
    await busOf('contributor').publish([message(profiles)]);
    await busOf('identity').publish([message(accounts)]);

    expect(await reads('matching', profiles, 'matching.projection')).toBe(true);
    expect(await reads('matching', accounts, 'matching.reactions')).toBe(false);
    expect(await reads('matching', profiles, 'contributor.projection')).toBe(false);
  }, 60_000);

  it('let a service follow a topic from the beginning', async () => {
    const following = busOf('matching').follow({ topics: [profiles], handle: async () => {} });

    await following.caughtUp;
    await following.stop();
  }, 60_000);

  it('let an analyst read everything, and write nothing', async () => {
    expect(await reads('analyst', accounts, 'analyst.dashboard')).toBe(true);
    await expect(busOf('analyst').publish([message(accounts)])).rejects.toThrow(/not authorized/i);
  }, 60_000);

  it('let the operator look after topics, read none, and grant nothing', async () => {
    expect(await administer('operator', async (admin) => planOf(wanted, await actualTopics(admin, wanted)).steps)).toEqual([]);

    expect(await reads('operator', accounts, 'analyst.dashboard')).toBe(false);
    await expect(administer('operator', (admin) => grant(admin, grants))).rejects.toThrow('Only a superuser');
  }, 60_000);
});
