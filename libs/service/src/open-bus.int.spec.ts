import { createServer, connect, type AddressInfo, type Server } from 'node:net';
import { allContracts, topicsOf } from '@crossing/contracts';
import { kafkaClient } from '@crossing/messaging';
import { untilLed } from '@crossing/messaging/kafka/kafka-topics.ts';
import { defineConfig } from '@crossing/runtime';
import { describeWithKafka, eventually, kafkaCluster } from '@crossing/testkit';
import type { Admin } from 'kafkajs';
import { openBus, type OpenBus } from './open-bus.ts';
import { subgraphSettings } from './settings.ts';
import { specAuditSettings } from './spec-audit-settings.ts';

const GRAPH = { username: 'graph', password: 'open sesame' } as const;
const wanted = topicsOf(allContracts);
const [first] = wanted;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The innermost cause of each error that was logged. */
function recorded() {
  const causes: string[] = [];
  const error = ({ err }: { readonly err?: unknown }) => {
    let inner = err;
    while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
    causes.push((inner as Error).message);
  };
  return { causes, log: { ...silent, error } };
}

describeWithKafka('the bus of a service whose Kafka is not as it should be', () => {
  let cluster: Awaited<ReturnType<typeof kafkaCluster>>;
  let admin: Admin;
  let opened: OpenBus | undefined;
  beforeAll(async () => {
    cluster = await kafkaCluster({ brokers: 1, sasl: GRAPH });
    admin = kafkaClient(
      { brokers: cluster.bootstrap.split(','), clientId: 'spec', sasl: { mechanism: 'plain', ...GRAPH } },
      silent,
    ).admin();
    await admin.connect();
  }, 120_000);
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });
  afterAll(async () => {
    await admin?.disconnect();
    await cluster?.stop();
  });

  /** Opens the bus with these settings, and answers what it logs. */
  async function open(env: NodeJS.ProcessEnv = {}): Promise<readonly string[]> {
    const { causes, log } = recorded();
    const config = defineConfig(subgraphSettings({ port: 0 })).read({
      ...{
        CALLER_TOKEN_KEYS: '{"keys":[]}',
        GATEWAY_KEYS: Buffer.alloc(32).toString('base64url'),
        DATABASE_URL: 'postgres://nowhere',
        DATABASE_ROLE_SECRET: 'secret',
        ...specAuditSettings,
      },
      ...{
        KAFKA_BROKERS: cluster.bootstrap,
        KAFKA_SASL_MECHANISM: 'plain',
        KAFKA_USERNAME: GRAPH.username,
        KAFKA_PASSWORD: GRAPH.password,
      },
      ...{ BUS_CREATE_TOPICS: 'false', ...env },
    });
    opened = await openBus('matching', config, log);
    return causes;
  }
  /** Waits for the cause, and then long enough for several more tries: it is said once. */
  async function isDownFor(causes: readonly string[], cause: RegExp): Promise<void> {
    await eventually(() => expect(causes).toEqual([expect.stringMatching(cause)]), 30_000);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(causes).toHaveLength(1);
    expect(opened!.state()).toMatchObject({ status: 'down' });
  }
  const isReady = () => eventually(() => expect(opened!.state()).toEqual({ status: 'ok' }), 30_000);
  async function make(partitions: (topic: string, contracted: number) => number): Promise<void> {
    const topics = wanted.map((spec) => ({ topic: spec.topic, numPartitions: partitions(spec.topic, spec.partitions) }));
    await admin.createTopics({ waitForLeaders: false, topics });
    for (const { topic } of topics) await untilLed(admin, topic);
  }
  /** Brokers forget a deleted topic a moment later. */
  async function remove(topics: string[]): Promise<void> {
    await admin.deleteTopics({ topics });
    for (let known = topics; known.length > 0; known = (await admin.listTopics()).filter((topic) => topics.includes(topic)))
      await new Promise((resolve) => setTimeout(resolve, 100));
  }

  it('is down while a topic is missing, says which once, and is ready when it is there', async () => {
    const causes = await open();
    await isDownFor(causes, /^This server does not host this topic-partition$|^Kafka has no topic .*npm run topics makes it\.$/);

    await make((_, contracted) => contracted);

    await isReady();
  }, 90_000);

  it('is down while nobody listens there, and is ready when somebody does', async () => {
    const forwarder: Server = createServer((client) => {
      const [, port] = cluster.bootstrap.split(':');
      const broker = connect(Number(port), '127.0.0.1');
      for (const socket of [client, broker]) socket.on('error', () => socket.destroy());
      client.pipe(broker).pipe(client);
    });
    const listen = (port: number) => new Promise<void>((resolve) => void forwarder.listen(port, '127.0.0.1', resolve));
    await listen(0);
    const { port } = forwarder.address() as AddressInfo;
    await new Promise((resolve) => forwarder.close(resolve));

    const causes = await open({ KAFKA_BROKERS: `127.0.0.1:${port}` });
    await isDownFor(causes, /ECONNREFUSED/);
    await listen(port);

    await isReady();
    await opened!.close();
    opened = undefined;
    await new Promise((resolve) => forwarder.close(resolve));
  }, 90_000);

  it('is down with a wrong password, and says that signing in failed', async () => {
    const causes = await open({ KAFKA_PASSWORD: 'sesame' });

    await isDownFor(causes, /SASL|[Aa]uthentication/);
  }, 90_000);

  it('is down while a topic has other partitions than the code says, and is ready when that is mended', async () => {
    await remove(wanted.map(({ topic }) => topic));
    await make((topic, contracted) => (topic === first!.topic ? contracted + 1 : contracted));
    const causes = await open();
    await isDownFor(
      causes,
      new RegExp(`${first!.topic} is there with ${first!.partitions + 1} partitions instead of ${first!.partitions}`),
    );

    await remove([first!.topic]);
    await admin.createTopics({ waitForLeaders: false, topics: [{ topic: first!.topic, numPartitions: first!.partitions }] });

    await isReady();
  }, 90_000);
});
