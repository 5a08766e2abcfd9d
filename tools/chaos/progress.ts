import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from './contracts.ts';
import type { ChaosDatabase } from './database.ts';
import { nameOf, type Last } from './judge.ts';
import { schemaOf } from '@crossing/runtime';

const LOOK_MS = 50;

const COMMITTED = SERVICES.map((service) => `SELECT topic, key, last::int FROM ${schemaOf(service)}.event_sequence`).join(' UNION ALL ');
// The newest of each thing by the index, however many there are.
const APPLIED = `SELECT topic, key, (SELECT max(n) FROM chaos.effect WHERE (topic, key) = (thing.topic, thing.key)) AS last
                 FROM (${COMMITTED}) AS thing WHERE topic LIKE '%.fact.%'
                 UNION ALL SELECT topic, key, version FROM chaos.snapshot`;
const WAITING = SERVICES.map((service) => `(SELECT count(*) FROM ${schemaOf(service)}.outbox)`).join(' + ');

/** The last number that was committed of each thing. */
export const committed = (database: ChaosDatabase): Promise<Last[]> => database.ask<Last & Record<string, unknown>>(COMMITTED);

/** How far readers have come with each thing. */
const applied = (database: ChaosDatabase): Promise<Last[]> => database.ask<Last & Record<string, unknown>>(APPLIED);

/** Resolves when of every thing something has been applied that was committed after `baseline`; false when that takes too long. */
export async function beyond(database: ChaosDatabase, baseline: readonly Last[], patienceMs: number): Promise<boolean> {
  for (const since = performance.now(); performance.now() - since < patienceMs; await sleep(LOOK_MS)) {
    const now = new Map((await applied(database)).map((each) => [nameOf(each), each.last]));
    if (baseline.every((each) => (now.get(nameOf(each)) ?? 0) > each.last)) return true;
  }
  return false;
}

/** Waits until everything that is committed has been applied, or until nothing has moved for a while. */
export async function quiet(database: ChaosDatabase, patienceMs: number): Promise<void> {
  let moved = performance.now();
  for (let seen = ''; performance.now() - moved < patienceMs; await sleep(4 * LOOK_MS)) {
    const [goal, now, [waiting]] = [
      await committed(database),
      await applied(database),
      await database.ask<{ n: string }>(`SELECT ${WAITING} AS n`),
    ];
    const reached = new Map(now.map((each) => [nameOf(each), each.last]));
    if (waiting!.n === '0' && goal.every((each) => (reached.get(nameOf(each)) ?? 0) >= each.last)) return;
    const figures = JSON.stringify([waiting, goal, now]);
    if (figures !== seen) moved = performance.now();
    seen = figures;
  }
}
