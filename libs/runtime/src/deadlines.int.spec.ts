import { randomUUID } from 'node:crypto';
import type { Sql } from '@crossing/kernel';
import { frozenClock, testDatabase, type TestDatabase } from '@crossing/testkit';
import { sqlOf, withPrincipal } from './database.ts';
import { deadlines, type Deadlines } from './deadlines.ts';
import { createLogger } from './logger.ts';
import { fireOne, startDeadlines, type DeadlineHandler } from './start-deadlines.ts';

interface Tx {
  readonly sql: Sql;
  readonly deadlines: Deadlines;
}

const log = createLogger({ service: 'test', level: 'silent' });
const start = '2026-03-01T09:30:00.000Z';
let test: TestDatabase;
let time = frozenClock(start);
let aggregateId: string;

beforeAll(async () => {
  test = await testDatabase({ service: 'identity' });
  await test.query('CREATE TABLE identity.fired (kind text, aggregate_id uuid)');
  await test.query('GRANT SELECT, INSERT ON identity.fired TO identity_worker');
});
afterAll(() => test.drop());
beforeEach(async () => {
  time = frozenClock(start);
  aggregateId = randomUUID();
  await test.query('TRUNCATE identity.deadline, identity.fired');
});

const transact = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  withPrincipal(test.database, { kind: 'system' }, (manager) => {
    const sql = sqlOf(manager);
    return work({ sql, deadlines: deadlines(sql) });
  });
const set = (kind: string, dueInMs: number, id = aggregateId): Promise<void> =>
  transact((tx) => tx.deadlines.set(kind, id, new Date(time.clock().getTime() + dueInMs)));
const fire: DeadlineHandler<Tx> = async ({ sql }, deadline) => {
  await sql.query(`INSERT INTO fired SELECT 'offer-expires', $1::uuid FROM pg_sleep(0.03)`, [deadline.aggregateId]);
};
const poll = (handler: DeadlineHandler<Tx> = fire): Promise<boolean> =>
  fireOne({ handlers: { 'offer-expires': handler }, transact, clock: time.clock, log });
const firedCount = async (): Promise<number> => (await test.query('SELECT * FROM identity.fired')).length;
const openCount = async (): Promise<number> => (await test.query('SELECT * FROM identity.deadline')).length;

describe('fireOne', () => {
  it('lets one of six replicas fire, once', async () => {
    await set('offer-expires', 0);

    const fired = await Promise.all(Array.from({ length: 6 }, () => poll()));

    expect(fired.filter(Boolean)).toHaveLength(1);
    expect(await firedCount()).toBe(1);
    expect(await openCount()).toBe(0);
  });

  it('waits until it is due, and for a handler of its kind', async () => {
    await set('offer-expires', 1_000);
    await set('of-another-process', 0);

    expect(await poll()).toBe(false);
    time.advance(1_000);
    expect(await poll()).toBe(true);
    expect(await openCount()).toBe(1);
  });

  it('follows a deadline that is moved, and forgets one that is cleared', async () => {
    await set('offer-expires', 0);
    await set('offer-expires', 60_000);
    expect(await poll()).toBe(false);

    await transact((tx) => tx.deadlines.clear('offer-expires', aggregateId));
    time.advance(60_000);

    expect(await poll()).toBe(false);
  });

  it('keeps the deadline when its handler fails, and backs off', async () => {
    await set('offer-expires', 0);
    const failing: DeadlineHandler<Tx> = async (tx, deadline) => {
      await fire(tx, deadline);
      throw new Error('the index is away');
    };

    expect(await poll(failing)).toBe(true);
    expect(await poll(failing)).toBe(false);
    time.advance(1_000);
    expect(await poll(failing)).toBe(true);
    time.advance(1_000);
    expect(await poll(failing)).toBe(false);

    expect(await firedCount()).toBe(0);
    expect(await test.query('SELECT attempts, last_error FROM identity.deadline')).toEqual([
      { attempts: 2, last_error: 'the index is away' },
    ]);
    time.advance(1_000);
    expect(await poll()).toBe(true);
    expect(await firedCount()).toBe(1);
  });

  it('does not pull a deadline forward that was moved while it failed', async () => {
    await set('offer-expires', 0);
    let moved: Promise<void> | undefined;

    await poll(async () => {
      // Waits for the lock, hence comes right after the failure.
      moved = set('offer-expires', 60_000);
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error('the index is away');
    });
    await moved;

    time.advance(30_000);
    expect(await poll()).toBe(false);
    time.advance(30_000);
    expect(await poll()).toBe(true);
  });

  it('lets a handler set its own deadline anew', async () => {
    await set('offer-expires', 0);

    await poll(({ deadlines: own }, { dueAt }) => own.set('offer-expires', aggregateId, new Date(dueAt.getTime() + 60_000)));

    expect(await test.query('SELECT due_at FROM identity.deadline')).toEqual([{ due_at: new Date('2026-03-01T09:31:00.000Z') }]);
  });

  it('goes on with the others when one keeps failing', async () => {
    const other = randomUUID();
    await set('offer-expires', 0);
    await set('offer-expires', 1, other);
    time.advance(1);
    const handler: DeadlineHandler<Tx> = (tx, deadline) =>
      deadline.aggregateId === aggregateId ? Promise.reject(new Error('broken')) : fire(tx, deadline);

    await poll(handler);
    await poll(handler);

    expect(await test.query('SELECT aggregate_id FROM identity.fired')).toEqual([{ aggregate_id: other }]);
  });
});

describe('startDeadlines', () => {
  it('fires what is due, is degraded by what has failed ten times, and stops at once', async () => {
    const stuck = randomUUID();
    await set('offer-expires', 0);
    await set('stuck', 60_000, stuck);
    await test.query('UPDATE identity.deadline SET attempts = 10 WHERE kind = $1', ['stuck']);

    const running = startDeadlines({ handlers: { 'offer-expires': fire }, transact, clock: time.clock, log, pollMs: 10 });
    while (running.state().status === 'ok') await new Promise((resolve) => setTimeout(resolve, 10));
    await running.stop();

    expect(running.state()).toEqual({ status: 'degraded', detail: 'a deadline has failed 10 times' });
    expect(await firedCount()).toBe(1);
  });
});
