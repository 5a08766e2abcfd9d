import { setTimeout as sleep } from 'node:timers/promises';
import type { Backbone } from './backbone.ts';
import { differencesOf } from './effects.ts';
import { fillOutbox, loadOf } from './load.ts';
import type { Stage } from './stage.ts';

/** What one backbone made of a burst of events. */
export interface Throughput {
  /** Events a second: from the commit of all of them in one transaction until the last one is published and out of the outbox. */
  readonly relay: number;
  /** Events a second: from the first effect to the commit of the last one, of a topic that was filled before. */
  readonly consumer: number;
  /** Milliseconds of this process' CPU time for 1 000 events. */
  readonly relayCpu: number;
  readonly consumerCpu: number;
  readonly differences: number;
}

/** The relay has connected and found nothing. */
const SETTLED_MS = 1_000;
/** What has not come by then is missing: the comparison says what. */
const PATIENCE_MS = 120_000;

/** Fills the outbox of a running relay at once; when all is published, starts the consumer, and compares what it did. */
export async function throughput(stage: Stage, backbone: Backbone, kind: 'fact' | 'state', events: number): Promise<Throughput> {
  const load = loadOf(kind);
  await backbone.prepare(load);
  const relayed = counter(events);
  const relay = await backbone.startRelay(load, relayed.add);
  await sleep(SETTLED_MS);
  const keys = await fillOutbox(stage.admin, load, events);
  relayed.begin();
  relay.poke();
  await relayed.full;
  await backbone.emptied(load);
  const published = relayed.end();
  await relay.stop();

  const consumed = counter(events);
  const consumer = await backbone.startConsumer(load, { begun: consumed.begin, applied: (applied) => consumed.add(applied.length) });
  await consumed.full;
  const applied = consumed.end();
  await consumer.stop();
  const differences = await differencesOf(stage.admin, load, keys, events);
  if (!backbone.isOurs) await stage.admin.query('TRUNCATE contributor.outbox');
  return { relay: published.rate, relayCpu: published.cpu, consumer: applied.rate, consumerCpu: applied.cpu, differences };
}

/** Counts to `events`, and measures from the first call of `begin`. */
function counter(events: number) {
  const { promise: full, resolve } = Promise.withResolvers<void>();
  let count = 0;
  let begun: { readonly at: number; readonly cpu: NodeJS.CpuUsage } | undefined;
  return {
    full,
    begin(): void {
      if (begun) return;
      begun = { at: performance.now(), cpu: process.cpuUsage() };
      setTimeout(resolve, PATIENCE_MS).unref();
    },
    add(more: number): void {
      count += more;
      if (count >= events) resolve();
    },
    end() {
      const { user, system } = process.cpuUsage(begun!.cpu);
      return { rate: events / ((performance.now() - begun!.at) / 1_000), cpu: (user + system) / events };
    },
  };
}
