import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, testDatabase, type TestDatabase } from '@crossing/testkit';
import type pg from 'pg';
import { connect, disconnect, keepingLease } from './connection.ts';

let database: TestDatabase;
const clients: pg.Client[] = [];

beforeEach(async () => {
  database = await testDatabase({ service: 'matching' });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map(disconnect));
  await database.drop();
});

/** A connection that holds the session lock of this number. */
async function holder(lock: number): Promise<pg.Client> {
  const client = await connect(database.url, 'spec', () => {});
  clients.push(client);
  await client.query('SELECT pg_advisory_lock($1)', [lock]);
  return client;
}

const locks = async () =>
  (
    await database.query<{ lock: number }>(
      `SELECT objid::int AS lock FROM pg_locks JOIN pg_database d ON d.oid = database WHERE locktype = 'advisory' AND datname = current_database() ORDER BY objid`,
    )
  ).map(({ lock }) => lock);

describe('a connection with session locks', () => {
  it('keeps them through long work, and loses them when its process stands still, in the middle of an answer too', async () => {
    const [working, idle, deaf] = [await holder(1), await holder(2), await holder(3)];

    const work = keepingLease(working!, () => sleep(20_000));
    // A process that stands still takes nothing off its socket, and this is more than the system keeps for it.
    (deaf as unknown as { connection: { stream: NodeJS.ReadableStream } }).connection.stream.pause();
    deaf!.query(`SELECT repeat('x', 1000000) FROM generate_series(1, 50)`).catch(() => {});

    expect(await locks()).toEqual([1, 2, 3]);
    await eventually(async () => expect(await locks()).toEqual([1]), 19_000);
    await work;
    await working!.query('SELECT');
    await expect(idle!.query('SELECT')).rejects.toThrow();
  }, 40_000);
});
