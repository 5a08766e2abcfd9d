import { eventually, TEST_ROLE_SECRET, testDatabase, type TestDatabase } from '@crossing/testkit';
import kafkajs from 'kafkajs';
import pg from 'pg';
import { busContract } from '../bus.contract.ts';
import type { Bus } from '../bus.ts';
import { partitionOf } from '../partition-of.ts';
import { silent, testService, ThingHappened, ThingState, topics, type TestService } from '../service.fixture.ts';
import { postgresLog } from './postgres-log.ts';

let database: TestDatabase;
let service: TestService;
const open = () => postgresLog({ url: service.url, adminUrl: database.url, log: silent });

beforeEach(async () => {
  database = await testDatabase({ service: 'matching' });
  service = testService(database.url, TEST_ROLE_SECRET);
});
afterEach(async () => {
  await service.close();
  await database.drop();
});

describe('the PostgreSQL log', () => {
  busContract(open);
});

describe('the PostgreSQL log, besides', () => {
  let bus: Bus;
  beforeEach(async () => {
    bus = await open();
    await bus.ensureTopics(topics);
  });
  afterEach(() => bus.close());

  const publish = (topic: string, key: string, value: Buffer | null) => bus.publish([{ topic, key, headers: {}, value }]);

  it('is installed by many at once', async () => {
    const buses = await Promise.all(Array.from({ length: 5 }, open));

    await Promise.all(buses.map((each) => each.ensureTopics(topics)));
    await Promise.all(buses.map((each) => each.close()));
  });

  it('refuses another number of partitions for a topic that there is', async () => {
    await expect(bus.ensureTopics([{ ...topics[0]!, partitions: 7 }])).rejects.toThrow('with 6 partitions');
  });

  it('puts a key where kafkajs puts it', () => {
    const choose = kafkajs.Partitioners.DefaultPartitioner();
    const partitionMetadata = Array.from({ length: 6 }, (_, partitionId) => ({
      partitionId,
      partitionErrorCode: 0,
      leader: 1,
      replicas: [],
      isr: [],
    }));

    for (const key of ['a', '0198c0de-0000-7000-8000-000000000001', 'ü']) {
      expect(partitionOf('t', key, 6)).toBe(choose({ topic: 't', partitionMetadata, message: { key, value: null } }));
    }
  });

  it('gives contiguous offsets to eight writers at once', async () => {
    const values = Array.from({ length: 40 }, (_, n) => n);
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (const n of values) await publish(ThingHappened.topic, `k${(n + writer) % 9}`, Buffer.from(`${n}`));
      }),
    );

    const gaps = await database.query(`SELECT FROM bus.log GROUP BY topic, part HAVING max(off) <> count(*) - 1 OR min(off) <> 0`);
    expect(gaps).toEqual([]);
  });

  it('lets a service publish and commit for itself only, and touch no table', async () => {
    await expect(publish('crossing.identity.account.fact.v1', 'k', null)).rejects.toThrow();
    const client = new pg.Client({ connectionString: service.url });
    await client.connect();

    await expect(
      client.query("SELECT bus.publish('{crossing.identity.account.fact.v1}', '{0}', '{k}', '{}', '{}', $1)", [new Date()]),
    ).rejects.toThrow('matching_worker may not publish on crossing.identity.account.fact.v1');
    await expect(client.query("SELECT bus.commit_offset('contributor.reactions', 't', 0, 1)")).rejects.toThrow('may not commit');
    await expect(client.query('SELECT FROM bus.log')).rejects.toThrow('permission denied');
    await client.end();
  });

  it('moves offsets forward only', async () => {
    const commit = (off: number) => database.query("SELECT bus.commit_offset('matching.spec', $1, 0, $2)", [ThingHappened.topic, off]);
    await commit(5);
    await commit(3);

    expect((await bus.committed('matching.spec', [ThingHappened.topic]))[0]!.offset).toBe(5n);
  });

  it('hands the partitions over when a member’s connection dies', async () => {
    const seen: string[] = [];
    const handle = async ({ messages }: { messages: readonly { value: Buffer | null }[] }) =>
      void seen.push(...messages.map(({ value }) => String(value)));
    const first = bus.subscribe({ group: 'matching.spec', topics: [ThingHappened.topic], handle });
    await publish(ThingHappened.topic, 'k', Buffer.from('1'));
    await eventually(() => expect(seen).toEqual(['1']));
    const other = await open();
    other.subscribe({ group: 'matching.spec', topics: [ThingHappened.topic], handle });

    await database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'matching.spec' ORDER BY backend_start LIMIT 1",
    );
    await expect(first.done).rejects.toThrow();
    await publish(ThingHappened.topic, 'k', Buffer.from('2'));

    await eventually(() => expect(seen).toEqual(['1', '2']));
    await other.close();
  });

  it('reads pages of large messages that are bounded in bytes', async () => {
    for (let n = 0; n < 12; n += 1) await publish(ThingHappened.topic, 'k', Buffer.alloc(900_000));
    const sizes: number[] = [];

    await bus.follow({ topics: [ThingHappened.topic], handle: async ({ messages }) => void sizes.push(messages.length) }).caughtUp;

    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(12);
    expect(Math.max(...sizes)).toBe(5);
  });

  it('reads each message of a page once, also before there are statistics', async () => {
    await bus.publish(Array.from({ length: 400 }, () => ({ topic: ThingHappened.topic, key: 'k', headers: {}, value: Buffer.from('1') })));

    const [explained] = await database.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM bus.read('${ThingHappened.topic}', ${partitionOf(ThingHappened.topic, 'k', 6)}, 0, 500, 4000000)`,
    );

    const { Plan: plan } = explained!['QUERY PLAN'][0];
    expect(plan['Actual Rows']).toBe(400);
    // Joined with itself it looked at the page once per message: 2 800 buffers.
    expect(plan['Shared Hit Blocks']).toBeLessThan(400);
  });

  it('keeps only the newest of a state when it is compacted, and all facts; readers pass over the holes', async () => {
    for (const n of ['1', '2', '3']) {
      await publish(ThingState.topic, 'k', Buffer.from(n));
      await publish(ThingHappened.topic, 'k', Buffer.from(n));
    }
    await publish(ThingState.topic, 'gone', Buffer.from('1'));
    await publish(ThingState.topic, 'gone', null);

    await database.query("SELECT bus.compact('2100-01-01')");

    const seen: string[] = [];
    const handle = async ({ messages }: { messages: readonly { topic: string; value: Buffer | null }[] }) =>
      void seen.push(...messages.map(({ topic, value }) => `${topic.includes('state') ? 'state' : 'fact'} ${String(value)}`));
    await bus.follow({ topics: topics.map(({ topic }) => topic), handle }).caughtUp;
    expect(seen.toSorted()).toEqual(['fact 1', 'fact 2', 'fact 3', 'state 3']);
  });
});
