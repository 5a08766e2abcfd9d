import type { HealthState } from '@crossing/kernel';
import type pg from 'pg';
import type { Registry } from 'prom-client';
import { MessageRefused, type Bus, type OutgoingMessage } from './bus.ts';
import { connect, disconnect, keepingLease, LEASE_MS } from './connection.ts';
import type { Log } from './log.ts';
import { counterIn, gaugeIn } from './metrics.ts';
import { outboxOf, type Outbox, type OutboxRow } from './outbox.ts';
import { backOff, pauses } from './pauses.ts';
import { publishApart } from './publish-apart.ts';
import { sparingLog } from './sparing-log.ts';

export interface RelayOptions {
  /** The service's database, as its worker role. */
  readonly url: string;
  /** Kebab-case; its schema has the same name with underscores. */
  readonly service: string;
  readonly bus: Bus;
  readonly log: Log;
  readonly metrics?: Registry;
  /** How often it looks when nobody pokes it, in milliseconds. */
  readonly pollMs?: number;
}

export interface Relay {
  /** There may be something to publish: call it after a commit that wrote events. */
  poke(): void;
  stop(): Promise<void>;
  /** Degraded while it cannot work, is late by more than 30 s, or has parked messages. */
  state(): HealthState;
}

const POLL_MS = 50;
const STANDBY_MS = 250;
const PATIENCE = 5;
const LATE_SECONDS = 30;
/** After so long a silence this process may have stood still, and another one lead. */
const SILENCE_MS = LEASE_MS / 4;

/**
 * Publishes what is committed in the outbox: select by seq, publish, delete. One process a service does so, by a session lock
 * on the connection that selects and deletes; another takes over when that connection is gone, which it is as well ten seconds
 * after its process came to a standstill. Whoever lost the lock without noticing can only repeat, which inboxes drop.
 */
export function startRelay({ url, service, bus, log, metrics, pollMs = POLL_MS }: RelayOptions): Relay {
  const { wait, wake } = pauses();
  const complain = sparingLog(log);
  let running = true;
  let client: pg.Client | undefined;
  let leading: Outbox | null = null;
  let heardAt = -Infinity;
  let failures = 0;
  let parked = 0;
  let oldest: Date | null = null;
  const age = () => (oldest ? Math.max(0, (Date.now() - oldest.getTime()) / 1000) : 0);
  measureAge(metrics, age);
  const restarts = counterIn(metrics, {
    name: 'relay_restarts_total',
    help: 'How often the relay of this process failed and connected anew.',
    labelNames: [],
  });

  async function loop(): Promise<void> {
    while (running) {
      try {
        const outbox = await lead();
        if (!outbox) await wait(STANDBY_MS);
        else if (!(await publishNext(outbox))) await wait(pollMs);
      } catch (error) {
        failures += 1;
        restarts?.inc();
        complain(error, { failures }, 'The relay failed; it connects anew and reads the outbox again.');
        await disconnect(client);
        client = undefined;
        leading = null;
        if (running) await wait(backOff(failures));
      }
    }
  }

  /** The outbox, if this is the process that publishes. */
  async function lead(): Promise<Outbox | null> {
    if (client && leading) return leading;
    client ??= await connect(url, `${service}.relay`, (error) => {
      log.warn({ err: error }, 'The relay lost its connection.');
      leading = null;
    });
    const outbox = outboxOf(client, service);
    if (!(await outbox.tryLock())) return null;
    parked = await outbox.countParked();
    leading = outbox;
    return outbox;
  }

  /**
   * What was read before a standstill of this process another one may have published, and later events after it: of a state
   * that is published again behind a newer one, compaction would keep the old one. An outage of the bus may outlast the lease.
   */
  async function publish(messages: readonly OutgoingMessage[]): Promise<void> {
    if (performance.now() - heardAt > SILENCE_MS) await hear(() => client!.query('SELECT'));
    await keepingLease(client!, () => bus.publish(messages));
  }

  /** Asks the database, which has answered whom it takes for alive: as of the question, not of the answer. */
  async function hear<T>(ask: () => Promise<T>): Promise<T> {
    const askedAt = performance.now();
    const answer = await ask();
    heardAt = askedAt;
    return answer;
  }

  /** Publishes one batch; false when there was none. */
  async function publishNext(outbox: Outbox): Promise<boolean> {
    const rows = await hear(() => outbox.next());
    oldest = rows[0]?.writtenAt ?? null;
    if (rows.length === 0) {
      failures = 0;
      if (parked > 0) parked = await outbox.countParked();
      return false;
    }
    if (failures >= PATIENCE || !(await publishTogether(rows, outbox))) await isolate(rows, outbox);
    failures = 0;
    return true;
  }

  /** False when the bus refuses a message among these for good: no need to be patient. */
  async function publishTogether(rows: readonly OutboxRow[], outbox: Outbox): Promise<boolean> {
    try {
      await publish(rows);
    } catch (error) {
      if (error instanceof MessageRefused) return false;
      throw error;
    }
    await outbox.delete(rows);
    return true;
  }

  async function isolate(rows: readonly OutboxRow[], outbox: Outbox): Promise<void> {
    const { refused, outage } = await publishApart(rows, { publish }, outbox);
    for (const { row, error } of refused) {
      log.error({ err: error, topic: row.topic, eventId: row.eventId }, 'The bus refuses this message; it is parked and blocks its key.');
    }
    parked = await outbox.countParked();
    if (outage) throw outage;
  }

  const done = loop();
  return {
    poke: wake,
    async stop() {
      running = false;
      wake();
      await done;
      await disconnect(client);
    },
    state() {
      if (failures > 0) return { status: 'degraded', detail: `the relay failed ${failures} times in a row` };
      if (age() > LATE_SECONDS) return { status: 'degraded', detail: `the oldest unpublished event is ${Math.round(age())} s old` };
      if (parked > 0) return { status: 'degraded', detail: `${parked} events are parked in the outbox` };
      return { status: 'ok' };
    },
  };
}

function measureAge(metrics: Registry | undefined, age: () => number): void {
  const gauge = gaugeIn(metrics, {
    name: 'relay_oldest_unpublished_seconds',
    help: 'Age of the oldest event that is committed and not published; 0 on a process that does not publish.',
    labelNames: [],
  });
  if (gauge) (gauge as unknown as { collect: () => void }).collect = () => gauge.set(age());
}
