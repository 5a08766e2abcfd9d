import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeWithKafka } from '@crossing/testkit';
import { isAlive } from '@crossing/tool-dev/is-alive.ts';
import { Kafka, logLevel, Partitioners, type SASLOptions } from 'kafkajs';
import { startKafka, type KafkaCluster, type KafkaOptions } from './kafka.ts';

const topic = 'letters';

describeWithKafka('startKafka', () => {
  let dataDir: string;
  const started: KafkaCluster[] = [];
  beforeEach(() => (dataDir = mkdtempSync(path.join(tmpdir(), 'crossing-kafka-spec-'))));
  afterEach(async () => {
    for (const cluster of started.splice(0)) await cluster.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function start(options: Partial<KafkaOptions> = {}): Promise<KafkaCluster> {
    const cluster = await startKafka({ brokers: 1, port: 'free', dataDir, ...options });
    started.push(cluster);
    return cluster;
  }

  it('keeps its records when a node is killed and started again, and leaves no process behind', async () => {
    const ends: string[] = [];
    const cluster = await start({ onEnd: ({ id }, how, left) => ends.push(`${id} ${how}, ${left.length} left`) });
    await publish(cluster, 'dear diary');
    const { pid } = cluster.nodes[0]!;

    process.kill(pid!, 'SIGKILL');
    await until(() => ends.length > 0);
    await cluster.restart(1);

    expect(ends).toEqual(['1 SIGKILL, 0 left']);
    expect(await read(cluster)).toEqual(['dear diary']);
    const last = cluster.nodes[0]!.pid!;
    await cluster.stop();
    expect([pid!, last].map(isAlive)).toEqual([false, false]);
    expect(cluster.nodes[0]!.pid).toBeUndefined();
    expect(ends).toHaveLength(1);
  });

  it('goes on with the data of an earlier start, on other ports', async () => {
    const first = await start();
    await publish(first, 'dear diary');
    await expect(start()).rejects.toThrow('is in use by process');
    await first.stop();

    const second = await start();

    expect(second.bootstrap).not.toBe(first.bootstrap);
    expect(await read(second)).toEqual(['dear diary']);
  });

  it('takes an id that begins with a dash, as one of 64 does', async () => {
    writeFileSync(path.join(dataDir, 'cluster.json'), JSON.stringify({ clusterId: '-DbRAuJTRGqkSDJaPMkTgA', brokers: 1 }));

    const cluster = await start();

    expect(cluster.nodes[0]!.pid).toBeDefined();
  });

  it('lets in only clients that know the password', async () => {
    const cluster = await start({ sasl: { username: 'graph', password: 'open sesame' } });
    const as = (password: string): SASLOptions => ({ mechanism: 'plain', username: 'graph', password });

    await publish(cluster, 'dear diary', as('open sesame'));

    await expect(publish(cluster, 'dear thief', as('sesame'))).rejects.toThrow(/SASL/);
  });
});

const clientOf = ({ bootstrap }: KafkaCluster, sasl?: SASLOptions): Kafka =>
  new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.NOTHING, ...(sasl && { sasl }) });

async function publish(cluster: KafkaCluster, value: string, sasl?: SASLOptions): Promise<void> {
  const client = clientOf(cluster, sasl);
  const admin = client.admin();
  const producer = client.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  try {
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] });
    await producer.connect();
    await producer.send({ topic, messages: [{ value }] });
  } finally {
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  }
}

/** The records of the topic, from its beginning to what is its end now. */
async function read(cluster: KafkaCluster): Promise<string[]> {
  const client = clientOf(cluster);
  const admin = client.admin();
  const consumer = client.consumer({ groupId: 'reader' });
  const values: string[] = [];
  try {
    await admin.connect();
    const [partition] = await admin.fetchTopicOffsets(topic);
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void values.push(String(message.value)) });
    await until(() => values.length >= Number(partition!.high));
    return values;
  } finally {
    await Promise.all([admin.disconnect(), consumer.disconnect()]);
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}
