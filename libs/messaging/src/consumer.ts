import type { HealthState, Sql } from '@crossing/kernel';
import type { Registry } from 'prom-client';
import { applySlice, type Applier, type Transact } from './apply-slice.ts';
import { MAX_SLICE, type Bus, type Slice, type Subscription } from './bus.ts';
import { deadLetters } from './dead-letters.ts';
import { failuresInARow } from './failures.ts';
import { pruneInbox } from './inbox.ts';
import { lagOf } from './lag.ts';
import type { Log } from './log.ts';
import { counterIn, gaugeIn } from './metrics.ts';
import { tallyOf } from './outcomes.ts';
import { pauses } from './pauses.ts';
import type { Reaction } from './reaction.ts';
import { sparingLog } from './sparing-log.ts';
import { unitSize } from './unit-size.ts';

export interface ConsumerOptions<Tx extends { readonly sql: Sql }> {
  readonly bus: Bus;
  /** `<service>.projection` or `<service>.reactions`: also the inbox's name for this consumer. */
  readonly group: string;
  readonly reactions: readonly Reaction<Tx>[];
  readonly transact: Transact<Tx>;
  readonly log: Log;
  readonly metrics?: Registry;
  /** Pauses before a failing event is tried again, in milliseconds; after the last one it is parked. */
  readonly retryMs?: readonly number[];
}

export interface Consumer {
  stop(): Promise<void>;
  /** Degraded while it is being restarted, is behind for more than 30 s, or has dead letters. */
  state(): HealthState;
}

/** What is locked by a reaction stays so until the commit of all that share its transaction. */
const FACTS = 100;
const RETRY_MS = [20, 100, 500];
const LOOK_MS = 10_000;
const INBOX_KEEPS_MS = 14 * 86_400_000;

/** Consumes the topics of the reactions as a member of the group, and goes on after failures for as long as it is not stopped. */
export function startConsumer<Tx extends { readonly sql: Sql }>(options: ConsumerOptions<Tx>): Consumer {
  const { bus, group, reactions, transact, log, metrics, retryMs = RETRY_MS } = options;
  const { wait, wake } = pauses();
  const complain = sparingLog(log);
  const lag = lagOf(metrics, group);
  const restarts = counterIn(metrics, {
    name: 'consumer_restarts_total',
    help: 'How often the group’s reader in this process failed and was made anew.',
    labelNames: ['group'],
  });
  const letters = gaugeIn(metrics, {
    name: 'dead_letters_open_records',
    help: 'Dead letters of the group that nobody has redriven or given up, when they were last counted.',
    labelNames: ['group'],
  });
  restarts?.inc({ group }, 0);
  const topics = [...new Set(reactions.map(({ contract }) => contract.topic))];
  let running = true;
  const failures = failuresInARow();
  let openLetters = 0;
  let subscription: Subscription | undefined;
  const applier: Applier<Tx> = {
    group,
    reactions,
    transact,
    log,
    retryMs,
    sizes: { fact: unitSize(FACTS), state: unitSize(MAX_SLICE) },
    tally: tallyOf(metrics, group),
    parked: () => void (openLetters += 1),
  };

  async function handle(slice: Slice): Promise<void> {
    await applySlice(applier, slice);
    lag.handled(slice);
  }

  async function supervise(): Promise<void> {
    while (running) {
      try {
        subscription = bus.subscribe({ group, topics, handle });
        await subscription.done;
      } catch (error) {
        const pause = failures.add();
        restarts?.inc({ group });
        complain(error, { group, failures: failures.count() }, 'The consumer failed; it is started again.');
        if (running) await wait(pause);
      }
    }
  }

  async function look(): Promise<void> {
    try {
      await transact({ correlationId: crypto.randomUUID() }, async ({ sql }) => {
        openLetters = await deadLetters(sql, group).count();
        letters?.set({ group }, openLetters);
        await pruneInbox(sql, group, new Date(Date.now() - INBOX_KEEPS_MS));
      });
    } catch (error) {
      log.warn({ err: error, group }, 'The dead letters could not be counted; it is tried again.');
    }
  }

  let looking = look();
  const timer = setInterval(() => (looking = look()), LOOK_MS).unref();
  const done = supervise();
  return {
    async stop() {
      running = false;
      clearInterval(timer);
      wake();
      await subscription?.stop();
      await Promise.all([done, looking]);
    },
    state() {
      if (failures.count() > 0) return { status: 'degraded', detail: `${group} failed ${failures.count()} times in a row` };
      if (lag.isBehind()) return { status: 'degraded', detail: `${group} is behind` };
      if (openLetters > 0) return { status: 'degraded', detail: `${group} has ${openLetters} dead letters` };
      return { status: 'ok' };
    },
  };
}
