import { randomUUIDv7 } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProfileState, topicsOf } from '@crossing/contracts';
import type { Cause, Sql } from '@crossing/kernel';
import { emission, on, postgresLog, startConsumer, startRelay } from '@crossing/messaging';
import { createLogger, migrate, openDatabase, roleUrl, sqlOf, withPrincipal, type Database } from '@crossing/runtime';

const EVENTS = 500;
const EVERY_MS = 10;
const SECRET = 'bench';
const MESSAGING = { name: 'messaging', dir: path.join(import.meta.dirname, '../../../libs/messaging/migrations') };
const log = createLogger({ service: 'bench', level: 'error' });

export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** How long it takes from a commit in contributor to the commit of its effect in matching, through the PostgreSQL log, in milliseconds. */
export async function eventLatency(adminUrl: string): Promise<Latency> {
  const [publisher, reader] = [await open(adminUrl, 'contributor'), await open(adminUrl, 'matching')];
  await publisher.bus.ensureTopics(topicsOf([ProfileState]));
  const relay = startRelay({ url: publisher.url, service: 'contributor', bus: publisher.bus, log });
  const committedAt = new Map<string, number>();
  const appliedAfter: number[] = [];
  const consumer = startConsumer<{ readonly sql: Sql; readonly applied: string[] }>({
    bus: reader.bus,
    group: 'matching.projection',
    reactions: [on(ProfileState, async ({ applied }, { key }) => void applied.push(key))],
    async transact(_cause: Cause, work) {
      const applied: string[] = [];
      const result = await withPrincipal(reader.database, { kind: 'system' }, (manager) => work({ sql: sqlOf(manager), applied }));
      for (const key of applied) appliedAfter.push(performance.now() - committedAt.get(key)!);
      return result;
    },
    log,
  });
  await sleep(1_000);
  for (let n = 0; n < EVENTS; n += 1) {
    const key = randomUUIDv7();
    await commit(publisher.database, key);
    committedAt.set(key, performance.now());
    relay.poke();
    await sleep(EVERY_MS);
  }
  while (appliedAfter.length < EVENTS) await sleep(10);
  await consumer.stop();
  await relay.stop();
  await Promise.all([publisher, reader].flatMap(({ bus, database }) => [bus.close(), database.close()]));
  return figuresOf(appliedAfter);
}

async function open(adminUrl: string, service: string) {
  await migrate({ url: adminUrl, service, secret: SECRET, sources: [MESSAGING], clock: () => new Date() });
  const database = await openDatabase({ url: adminUrl, service, secret: SECRET, entities: [], log });
  const url = roleUrl(adminUrl, { service, secret: SECRET, kind: 'worker' });
  return { database, url, bus: await postgresLog({ url, adminUrl, log }) };
}

async function commit(database: Database, contributorId: string): Promise<void> {
  const events = emission({
    service: 'contributor',
    clock: () => new Date(),
    newId: () => randomUUIDv7(),
    cause: { correlationId: 'bench' },
  });
  events.emit(ProfileState, contributorId, {
    ...{ contributorId, version: 1, state: 'ACTIVE', countryOfResidence: 'KE', timeZone: 'Africa/Nairobi', domains: ['SOFTWARE'] },
    ...{ languages: [], professions: [], contentOptIns: [], tiers: [], verifiedClaims: [], visibility: 'MATCHING_ONLY' },
    confirmedAt: '2026-01-01T00:00:00.000Z',
  });
  await withPrincipal(database, { kind: 'system' }, (manager) => events.flush(sqlOf(manager)));
}

function figuresOf(values: readonly number[]): Latency {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]! * 10) / 10;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
