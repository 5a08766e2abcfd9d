import { describeWithKafka, eventually, kafkaCluster } from '@crossing/testkit';
import type { Subscription } from '../bus.ts';
import { freshTopics, silent } from '../service.fixture.ts';
import { kafkaBus } from './kafka-bus.ts';
import { kafkaClient } from './kafka-client.ts';

/** As long as Kafka waits for a member that does not say that it leaves. */
const SESSION_MS = 30_000;
const KEYS = 30;

describeWithKafka('a group whose coordinator dies', () => {
  let cluster: Awaited<ReturnType<typeof kafkaCluster>>;
  beforeAll(async () => void (cluster = await kafkaCluster({ brokers: 3 })), 60_000);
  afterAll(() => cluster.stop(), 30_000);

  it('reads on long before its members’ sessions have ended', async () => {
    const brokers = cluster.bootstrap.split(',');
    const bus = kafkaBus({ brokers, clientId: 'matching', log: silent });
    const { facts, group } = freshTopics();
    const topics = [facts.topic];
    await bus.ensureTopics([facts]);
    const read = new Set<string>();
    let isClosing = false;
    const keepReading = async (): Promise<void> => {
      while (!isClosing) {
        const reader: Subscription = bus.subscribe({
          group,
          topics,
          handle: async ({ messages }) => messages.forEach(({ key }) => read.add(key)),
        });
        await reader.done.catch(() => {});
      }
    };
    const readers = [keepReading(), keepReading()];
    const publish = (round: number) =>
      bus.publish(Array.from({ length: KEYS }, (_none, n) => ({ topic: facts.topic, key: `${round}/${n}`, headers: {}, value: null })));
    const readOf = (round: number) => [...read].filter((key) => key.startsWith(`${round}/`));
    await publish(1);
    await eventually(() => expect(readOf(1)).toHaveLength(KEYS), SESSION_MS);

    const killedAt = performance.now();
    await cluster.kill(await coordinatorOf(brokers, group));
    await eventually(() => publish(2), SESSION_MS);
    await eventually(() => expect(readOf(2)).toHaveLength(KEYS), SESSION_MS);

    expect(performance.now() - killedAt).toBeLessThan(SESSION_MS / 2);
    isClosing = true;
    await bus.close();
    await Promise.all(readers);
  }, 120_000);
});

/** The leader of the partition in which Kafka keeps the group: by Java's hash of its name. */
async function coordinatorOf(brokers: readonly string[], group: string): Promise<number> {
  const admin = kafkaClient({ brokers, clientId: 'spec' }, silent).admin();
  await admin.connect();
  const { topics } = await admin.fetchTopicMetadata({ topics: ['__consumer_offsets'] });
  await admin.disconnect();
  const hash = [...group].reduce((sum, character) => (Math.imul(31, sum) + character.charCodeAt(0)) | 0, 0);
  const { partitions } = topics[0]!;
  return partitions.find(({ partitionId }) => partitionId === (hash & 0x7fffffff) % partitions.length)!.leader;
}
