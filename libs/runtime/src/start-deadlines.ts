import type { Clock, HealthState } from '@crossing/kernel';
import type { Deadline, Deadlines } from './deadlines.ts';
import type { Logger } from './logger.ts';

/** What happens when a deadline of its kind is due. Checks its own condition again: the aggregate may have moved on. */
export type DeadlineHandler<Tx> = (tx: Tx, deadline: { readonly aggregateId: string; readonly dueAt: Date }) => Promise<void>;

export interface DeadlineOptions<Tx extends { readonly deadlines: Deadlines }> {
  /** By kind. */
  readonly handlers: Readonly<Record<string, DeadlineHandler<Tx>>>;
  /** One transaction as the system; the handler, the deletion of the row and the events commit together. */
  readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly clock: Clock;
  readonly log: Logger;
  /** How often it looks, in milliseconds; 1000 by default. */
  readonly pollMs?: number;
}

export interface RunningDeadlines {
  stop(): Promise<void>;
  /** Degraded while a deadline has failed ten times or more. */
  state(): HealthState;
}

const TROUBLE = 10;
const LONGEST_PAUSE_MS = 3_600_000;

/** Fires due deadlines, each once, whichever replica gets to it (decisions D8). */
export function startDeadlines<Tx extends { readonly deadlines: Deadlines }>(options: DeadlineOptions<Tx>): RunningDeadlines {
  const { log, pollMs = 1000 } = options;
  let worst = 0;
  let running = true;
  let timer: NodeJS.Timeout | undefined;
  let wake = () => {};

  async function loop(): Promise<void> {
    while (running) {
      try {
        while (running && (await fireOne(options))) continue;
        worst = await options.transact((tx) => tx.deadlines.worstAttempts());
      } catch (error) {
        log.error({ err: error }, 'Deadlines could not be read; trying again.');
      }
      if (running) await new Promise<void>((resolve) => ((wake = resolve), (timer = setTimeout(resolve, pollMs))));
    }
  }

  const done = loop();
  return {
    async stop() {
      running = false;
      clearTimeout(timer);
      wake();
      await done;
    },
    state: () => (worst >= TROUBLE ? { status: 'degraded', detail: `a deadline has failed ${worst} times` } : { status: 'ok' }),
  };
}

/** Fires the most overdue deadline; false when there is none. */
export async function fireOne<Tx extends { readonly deadlines: Deadlines }>(options: DeadlineOptions<Tx>): Promise<boolean> {
  const { handlers, transact, clock, log } = options;
  let claimed: Deadline | null = null;
  try {
    return await transact(async (tx) => {
      claimed = await tx.deadlines.claimDue(Object.keys(handlers), clock());
      if (!claimed) return false;
      // Deleted first, so that the handler may set the same deadline anew.
      await tx.deadlines.clear(claimed.kind, claimed.aggregateId);
      await handlers[claimed.kind]!(tx, claimed);
      return true;
    });
  } catch (error) {
    if (!claimed) throw error;
    const failed: Deadline = claimed;
    const { kind, aggregateId, attempts } = failed;
    log.error({ err: error, deadline: kind, aggregateId, attempts: attempts + 1 }, 'A deadline failed; it is tried again later.');
    const retryAt = new Date(clock().getTime() + Math.min(1000 * 2 ** attempts, LONGEST_PAUSE_MS));
    await transact((tx) => tx.deadlines.putOff(failed, { retryAt, error: (error as Error).message }));
    return true;
  }
}
