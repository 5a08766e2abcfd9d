import { setTimeout as sleep } from 'node:timers/promises';
import { redrive } from '@crossing/messaging';
import { schemaOf } from '@crossing/runtime';
import { CONTRACTS, KEYS, otherThan, SERVICES } from './contracts.ts';
import type { Fault } from './faults.ts';
import type { Stage } from './stage.ts';
import { readingsOf, transactOf } from './worker/reactions.ts';

const LOOK_MS = 50;
const PATIENCE_MS = 60_000;

/** Makes the reactions to one thing fail until one event of it is parked and another one blocked; then mends that and redrives. */
export async function poison(stage: Stage, target: number): Promise<Fault> {
  const { database, own } = stage;
  const service = SERVICES[target % SERVICES.length]!;
  const reader = otherThan(service);
  const { topic } = CONTRACTS[service].facts;
  const key = KEYS[target % KEYS.length]!;
  const { group, reactions } = readingsOf(reader, null).facts;
  await database.ask('INSERT INTO chaos.poison (topic, key) VALUES ($1, $2)', [topic, key]);
  await untilBlocked(stage, schemaOf(reader), key);
  await database.ask('DELETE FROM chaos.poison WHERE topic = $1 AND key = $2', [topic, key]);
  const since = performance.now();
  const { redriven, failed } = await redrive({ group, reactions, transact: transactOf(own[reader].database, null) });
  return { what: `${service}’s ${key}, ${redriven} redriven, ${failed.length} failed again`, since };
}

async function untilBlocked({ database }: Stage, schema: string, key: string): Promise<void> {
  for (const since = performance.now(); performance.now() - since < PATIENCE_MS; await sleep(LOOK_MS)) {
    const rows = await database.ask<{ status: string }>(
      `SELECT DISTINCT status FROM ${schema}.dead_letter WHERE key = $1 AND status IN ('parked', 'blocked')`,
      [key],
    );
    if (rows.length === 2) return;
  }
  throw new Error(`Nothing was parked although ${key} is poisoned.`);
}
