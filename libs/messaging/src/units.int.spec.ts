import { eventually, TEST_ROLE_SECRET, testDatabase, type TestDatabase } from '@crossing/testkit';
import pg from 'pg';
import { Registry } from 'prom-client';
import type { Transact } from './apply-slice.ts';
import { consuming, headersOf, type Consuming } from './consuming.fixture.ts';
import { partitionOf } from './partition-of.ts';
import { projection } from './projection.ts';
import { on } from './reaction.ts';
import { ThingFollowed, ThingHappened, ThingState, type Tx } from './service.fixture.ts';

let database: TestDatabase;
let my: Consuming;
/** How many facts each transaction of the consumer has applied, in the order of their commits. */
let committed: number[];

beforeEach(async () => {
  database = await testDatabase({ service: 'matching' });
  my = await consuming(database, TEST_ROLE_SECRET);
  committed = [];
});
afterEach(async () => {
  await my.close();
  await database.drop();
});

const counting: Transact<Tx> = async (cause, work) => {
  let facts = 0;
  const result = await my.service.transact(cause, (tx, because) =>
    work(tx, (other) => {
      facts += 1;
      return because(other);
    }),
  );
  if (facts > 0) committed.push(facts);
  return result;
};

/** Keys that share a partition with `k`. */
const neighbours = (count: number, topic = ThingHappened.topic): string[] => {
  const partition = (key: string) => partitionOf(topic, key, 6);
  return Array.from({ length: 20 * count }, (_, n) => `n${n}`)
    .filter((key) => partition(key) === partition('k'))
    .slice(0, count);
};

/** Publishes a fact each, together, each with a cause of its own: the correlation id is `<key>-<n>`. */
const happened = (facts: readonly { readonly key: string; readonly n: number }[]): Promise<void> =>
  my.bus.publish(
    facts.map(({ key, n }) => ({
      ...{ topic: ThingHappened.topic, key, value: Buffer.from(JSON.stringify({ n })) },
      headers: headersOf({ ce_correlationid: `${key}-${n}`, traceparent: `00-${key}-${n}` }),
    })),
  );

const effects = async (keys: readonly string[]) =>
  Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await my.effects(key)])));

describe('facts that share a transaction', () => {
  it('gives what each reaction emits the cause of its own fact', async () => {
    await my.stopRelay();
    const keys = neighbours(150);
    await happened(keys.map((key) => ({ key, n: 1 })));

    my.consume([on(ThingHappened, async (tx: Tx, { key, data }) => tx.emit(ThingFollowed, key, data))], undefined, { transact: counting });

    const emitted = () =>
      database.query(
        `SELECT key, headers ->> 'ce_correlationid' AS id, headers ->> 'traceparent' AS trace FROM matching.outbox ORDER BY seq`,
      );
    await eventually(async () => expect(await emitted()).toEqual(keys.map((key) => ({ key, id: `${key}-1`, trace: `00-${key}-1` }))));
    expect(committed).toEqual([100, 50]);
  });

  it('parks a poison in their middle alone, blocks its key only, and applies the others once and in order', async () => {
    my.poison.add(13);
    const keys = neighbours(30);
    const all = [1, 2, 3].flatMap((n) => keys.map((key) => ({ key, n })));
    const poisoned = all.map(({ key, n }) => ({ key, n: key === keys[14] && n === 2 ? 13 : n }));
    await happened(poisoned);

    my.consume();

    const healthy = keys.filter((key) => key !== keys[14]);
    await eventually(async () => expect(await effects(healthy)).toEqual(Object.fromEntries(healthy.map((key) => [key, [1, 2, 3]]))));
    expect(await my.effects(keys[14]!)).toEqual([1]);
    expect(await my.letters()).toEqual([
      { key: keys[14], status: 'parked', reason: 'cannot do 13' },
      { key: keys[14], status: 'blocked', reason: 'waits behind a parked event' },
    ]);
  });

  it('are fewer after a deadlock with a use case, and nobody starts anew', async () => {
    await database.query('CREATE TABLE matching.seat (key text PRIMARY KEY, taken integer NOT NULL DEFAULT 0)');
    await database.query('GRANT ALL ON matching.seat TO matching_worker');
    const keys = neighbours(100);
    await database.query('INSERT INTO matching.seat (key) SELECT unnest($1::text[])', [keys]);
    const metrics = new Registry();
    const take = on<{ n: number }, Tx>(ThingHappened, async ({ sql }, { key }) => {
      await sql.query('UPDATE seat SET taken = taken + 1 WHERE key = $1', [key]);
    });
    const useCase = new pg.Client({ connectionString: database.url });
    await useCase.connect();
    const lock = (key: string) => useCase.query('UPDATE matching.seat SET taken = taken WHERE key = $1', [key]);
    await useCase.query('BEGIN');
    await lock(keys[60]!);
    await happened(keys.map((key) => ({ key, n: 1 })));

    my.consume([take], undefined, { transact: counting, metrics });
    await eventually(async () =>
      expect(
        await database.query(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE seat%'`),
      ).toHaveLength(1),
    );
    // Waits for the consumer, which waits for it: PostgreSQL ends the one that has waited for longer.
    await lock(keys[0]!);
    await useCase.query('COMMIT');
    await useCase.end();

    const taken = () => database.query('SELECT sum(taken)::int AS sum, min(taken) AS min FROM matching.seat');
    await eventually(async () => expect(await taken()).toEqual([{ sum: 100, min: 1 }]));
    await happened(keys.map((key) => ({ key, n: 2 })));
    await eventually(async () => expect(await taken()).toEqual([{ sum: 200, min: 2 }]));
    expect(committed.slice(0, 2)).toEqual([50, 50]);
    expect(Math.max(...committed.slice(2))).toBeLessThan(35);
    expect(await metrics.metrics()).toContain('consumer_restarts_total{group="matching.reactions"} 0');
  });
});

describe('states that share a transaction', () => {
  it('are kept by the newest of each key, and the others are passed over', async () => {
    const metrics = new Registry();
    const kept: string[] = [];
    const put = async (_: Tx, snapshots: readonly { readonly key: string; readonly data: { n: number } }[]) =>
      void kept.push(...snapshots.map(({ key, data }) => `${key} ${data.n}`));
    const erase = async (_: Tx, key: string) => void kept.push(`${key} erased`);
    const state = (key: string, sequence: number, value: string | null = `{"n":${sequence}}`) => ({
      ...{ topic: ThingState.topic, key, value: value === null ? null : Buffer.from(value) },
      headers: headersOf({ ce_type: ThingState.type, ce_sequence: String(sequence) }),
    });
    const [other = ''] = neighbours(1, ThingState.topic);
    await my.bus.publish([state('k', 1), state('k', 2), state(other, 1), state('k', 1), state(other, 2, null), state('k', 3)]);

    my.consume([projection<{ n: number }, Tx>('things', ThingState, { tables: [], put, erase })], undefined, { metrics });

    await eventually(() => expect(kept).toEqual([`${other} erased`, 'k 3']));
    await eventually(async () => expect(await metrics.metrics()).toMatch(/outcome="stale"\} 4/));
    expect(await database.query('SELECT key, sequence::int FROM matching.projected ORDER BY sequence')).toEqual([
      { key: other, sequence: 2 },
      { key: 'k', sequence: 3 },
    ]);
  });
});
