import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithKafka, eventually, kafkaCluster } from '@crossing/testkit';
import kafkajs, { type ISocketFactory, type Kafka } from 'kafkajs';
import { silent } from '../service.fixture.ts';
import { coveredProducer, type PlacedMessage } from './covered-producer.ts';
import { kafkaClient } from './kafka-client.ts';

const message = (topic: string, partition: number, n: number): PlacedMessage => ({
  topic,
  partition,
  key: `key-${partition}`,
  headers: {},
  value: Buffer.from(String(n)),
});

/** Partition 0 is led by the broker that stays, partition 1 by the one that dies: it moves to the broker that stays. */
const STAYS = 1;
const DIES = 2;

describeWithKafka('a broker that dies between two answers', () => {
  let cluster: Awaited<ReturnType<typeof kafkaCluster>>;
  let kafka: Kafka;
  const open = (socketFactory?: ISocketFactory) =>
    kafkaClient({ brokers: cluster.bootstrap.split(','), clientId: 'spec' }, silent, socketFactory);
  beforeAll(async () => {
    cluster = await kafkaCluster({ brokers: 3 });
    kafka = open();
  }, 60_000);
  afterAll(() => cluster.stop(), 30_000);

  async function makeTopic(topic: string): Promise<void> {
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({
      waitForLeaders: true,
      topics: [
        {
          topic,
          replicaAssignment: [
            { partition: 0, replicas: [STAYS, 3] },
            { partition: 1, replicas: [DIES, STAYS] },
          ],
          configEntries: [{ name: 'min.insync.replicas', value: '1' }],
        },
      ],
    });
    await admin.disconnect();
  }

  /** How many records each partition holds. */
  async function stored(topic: string): Promise<number[]> {
    const admin = kafka.admin();
    await admin.connect();
    const offsets = await admin.fetchTopicOffsets(topic);
    await admin.disconnect();
    return offsets.sort((a, b) => a.partition - b.partition).map(({ high }) => Number(high));
  }

  /** While the batch is on its way one broker is silent, and dies when the other has answered. */
  async function dieAfterTheOtherAnswered(send: () => Promise<unknown>): Promise<unknown> {
    await cluster.kill(DIES, 'SIGSTOP');
    const sent = send();
    sent.catch(() => {});
    await sleep(1_000);
    await cluster.kill(DIES, 'SIGKILL');
    return sent;
  }

  it('loses records through kafkajs’ idempotent producer as documented: it resolves, and they are nowhere', async () => {
    await makeTopic('idempotent');
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      retry: { retries: 30, initialRetryTime: 200, maxRetryTime: 500 },
    });
    await producer.connect();
    const send = (n: number) =>
      producer.sendBatch({
        acks: -1,
        topicMessages: [
          { topic: 'idempotent', messages: [0, 1].map((partition) => ({ ...message('idempotent', partition, n), headers: {} })) },
        ],
      });
    await send(1);

    await dieAfterTheOtherAnswered(() => send(2));
    await producer.disconnect();

    expect(await stored('idempotent')).toEqual([2, 1]);
    await cluster.restart(DIES);
  }, 60_000);

  it('loses none by coverage: the send fails, and what is sent again is stored', async () => {
    await makeTopic('covered');
    const producer = coveredProducer(open);
    const batch = (n: number) => [message('covered', 0, n), message('covered', 1, n)];
    await producer.send(batch(1));

    await expect(dieAfterTheOtherAnswered(() => producer.send(batch(2)))).rejects.toThrow();
    await eventually(() => producer.send(batch(2)), 30_000);
    await producer.close();

    const [first, second] = await stored('covered');
    expect(first).toBeGreaterThanOrEqual(2);
    expect(second).toBe(2);
  }, 60_000);
});
