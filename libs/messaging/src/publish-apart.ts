import { MessageRefused, type Bus } from './bus.ts';
import type { Outbox, OutboxRow } from './outbox.ts';

/** What became of rows that were published apart. */
export interface Apart {
  /** Parked: the bus refused these very messages. */
  readonly refused: readonly Refused[];
  /** Why others could not be published now; null if all were. */
  readonly outage: Error | null;
}

interface Refused {
  readonly row: OutboxRow;
  readonly error: Error;
}

/** So many failures in one pass are enough to know that the bus is out, or a part of it. */
const OUTAGE = 30;

/**
 * Publishes in ever smaller parts to find what fails, in order, and leaves out later rows of a key that failed. A row is parked
 * if the bus refused that very message. What fails otherwise is kept and tried again, even if others went through: a broker
 * that is dead takes nothing of its partitions, and the messages of these are none the worse for it.
 */
export async function publishApart(rows: readonly OutboxRow[], bus: Pick<Bus, 'publish'>, outbox: Outbox): Promise<Apart> {
  const refused: Refused[] = [];
  const failedKeys = new Set<string>();
  let failures = 0;
  let outage: Error | null = null;

  async function attempt(part: readonly OutboxRow[]): Promise<void> {
    const free = part.filter((row) => !failedKeys.has(keyOf(row)));
    if (free.length === 0 || failures >= OUTAGE) return;
    try {
      await bus.publish(free);
    } catch (error) {
      const isRefusal = error instanceof MessageRefused;
      if (!isRefusal) failures += 1;
      if (free.length > 1) {
        const middle = Math.ceil(free.length / 2);
        await attempt(free.slice(0, middle));
        return attempt(free.slice(middle));
      }
      const [row] = free;
      failedKeys.add(keyOf(row!));
      if (isRefusal) refused.push({ row: row!, error });
      else outage = error as Error;
      return;
    }
    await outbox.delete(free);
  }

  await attempt(rows);
  for (const { row, error } of refused) await outbox.park(row, error);
  return { refused, outage };
}

const keyOf = ({ topic, key }: OutboxRow): string => `${topic}\n${key}`;
