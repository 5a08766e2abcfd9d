import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { emission } from '@crossing/messaging';
import { sqlOf, withPrincipal } from '@crossing/runtime';
import type { Backbone } from './backbone.ts';
import { contractOf, countedOf, loadOf, type Load } from './load.ts';
import type { Member, Stage } from './stage.ts';

/** From a commit in contributor to the commit of its effect in matching, in milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  /** Events that were committed and never applied. */
  readonly lost: number;
}

const EVENTS = 500;
const EVERY_MS = 10;
/** One transaction in twenty takes its place in the outbox and commits that much later, as a slow use case does. */
const SLOW_ONE_IN = 20;
const SLOW_MS = 40;
/** A consumer has joined its group and waits for the first event. */
const SETTLED_MS = 2_000;
const QUIET_MS = 3_000;

/** Commits a hundred events a second, and looks when each takes effect. */
export async function latency(stage: Stage, backbone: Backbone): Promise<Latency> {
  const load = loadOf('fact');
  await backbone.prepare(load);
  const committedAt = new Map<string, number>();
  const appliedAt = new Map<string, number>();
  const relay = await backbone.startRelay(load, () => {});
  const consumer = await backbone.startConsumer(load, {
    begun: () => {},
    applied: (keys) => keys.forEach((key) => appliedAt.set(key, performance.now())),
  });
  await sleep(SETTLED_MS);
  const commits: Promise<void>[] = [];
  for (let n = 0; n < EVENTS; n += 1) {
    commits.push(
      commit(stage.contributor, load, n % SLOW_ONE_IN === 0 ? SLOW_MS : 0).then((key) => {
        committedAt.set(key, performance.now());
        relay.poke();
      }),
    );
    await sleep(EVERY_MS);
  }
  await Promise.all(commits);
  for (let [seen, quiet] = [-1, 0]; appliedAt.size < EVENTS && quiet < QUIET_MS; quiet += EVERY_MS) {
    if (appliedAt.size > seen) [seen, quiet] = [appliedAt.size, 0];
    await sleep(EVERY_MS);
  }
  await Promise.all([relay.stop(), consumer.stop()]);
  if (!backbone.isOurs) await stage.admin.query('TRUNCATE contributor.outbox');
  // An effect may be seen before the answer to the commit that caused it.
  const sorted = [...appliedAt].map(([key, at]) => Math.max(0, at - committedAt.get(key)!)).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { p50: at(0.5), p99: at(0.99), lost: EVENTS - sorted.length };
}

/** Commits one event of a new key; answers the key. */
async function commit({ database, name }: Member, load: Load, holdMs: number): Promise<string> {
  const key = randomUUIDv7();
  const events = emission({ service: name, clock: () => new Date(), newId: () => randomUUIDv7(), cause: { correlationId: randomUUID() } });
  events.emit(contractOf(load), key, countedOf(key, 1));
  await withPrincipal(database, { kind: 'system' }, async (manager) => {
    await events.flush(sqlOf(manager));
    if (holdMs > 0) await sleep(holdMs);
  });
  return key;
}
