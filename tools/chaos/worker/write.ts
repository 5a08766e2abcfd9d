import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { emission } from '@crossing/messaging';
import { openDatabase, sqlOf, withPrincipal, type Database, type Logger } from '@crossing/runtime';
import { CONTRACTS, KEYS, type Service } from '../contracts.ts';
import { SECRET, type Assignment } from './assignment.ts';
import { paceOf } from './pace.ts';

/** Told to the conductor when a commit was answered. */
export interface Acknowledged {
  readonly service: Service;
  readonly key: string;
  readonly n: number;
}

/** So many transactions at a time; they meet at the same things now and then. */
const LANES = 3;
const ROLLED_BACK = 0.05;
const LINGERS = 0.05;
const LINGERING_MS = 40;
const AFTER_FAILURE_MS = 100;

/** Writes about one thing after the other: each transaction takes the thing's next number and emits it as a fact and as a state. */
export async function write({ adminUrl, service, rate }: Assignment, log: Logger): Promise<void> {
  const database = await openDatabase({ url: adminUrl, service, secret: SECRET, entities: [], log, poolSize: LANES + 1 });
  const pace = paceOf(database, service, (LANES * 1_000) / rate);
  let running = true;
  const lane = async (index: number): Promise<void> => {
    for (let turn = Math.floor((index * KEYS.length) / LANES); running; turn += 1) {
      const due = sleep(pace.gapMs());
      const key = KEYS[turn % KEYS.length]!;
      try {
        const n = await count(database, service, key);
        if (n !== null) process.send?.({ service, key, n } satisfies Acknowledged);
      } catch (error) {
        log.info({ err: error }, 'A transaction of the writer failed.');
        await sleep(AFTER_FAILURE_MS);
      }
      await due;
    }
  };
  process.once('SIGTERM', () => (running = false));
  await Promise.all(Array.from({ length: LANES }, (_none, index) => lane(index)));
  pace.stop();
  await database.close();
}

const regret = new Error('This transaction was never meant to commit.');

/** The number that was committed; null for a transaction that changed its mind. */
async function count(database: Database, service: Service, key: string): Promise<number | null> {
  const { facts, states } = CONTRACTS[service];
  const cause = { correlationId: randomUUID() };
  const events = emission({ service, clock: () => new Date(), newId: randomUUID, cause });
  try {
    return await withPrincipal(database, { kind: 'system' }, async (manager) => {
      const sql = sqlOf(manager);
      const { rows } = await sql.query<{ n: number }>(
        `INSERT INTO chaos.thing AS thing (service, key, n) VALUES ($1, $2, 1)
         ON CONFLICT (service, key) DO UPDATE SET n = thing.n + 1 RETURNING n`,
        [service, key],
      );
      const data = { thingId: key, n: rows[0]!.n };
      events.emit(facts, key, data);
      events.emit(states, key, data);
      await events.flush(sql);
      if (Math.random() < LINGERS) await sleep(LINGERING_MS);
      if (Math.random() < ROLLED_BACK) throw regret;
      return data.n;
    });
  } catch (error) {
    if (error === regret) return null;
    throw error;
  }
}
