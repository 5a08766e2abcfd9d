import { MessageRefused, type Bus } from './bus.ts';
import type { Outbox, OutboxRow } from './outbox.ts';

interface Refused {
  readonly row: OutboxRow;
  readonly error: Error;
}

/** With so many failures and not one success the bus is out, not a message bad. */
const OUTAGE = 30;

/**
 * Publishes in ever smaller parts to find what fails, in order, and leaves out later rows of a key that failed. A row is
 * parked if the bus refused that very message, or if others went through while it failed: an outage parks nothing, but throws.
 */
export async function publishApart(rows: readonly OutboxRow[], bus: Pick<Bus, 'publish'>, outbox: Outbox): Promise<readonly Refused[]> {
  const failed: Refused[] = [];
  const failedKeys = new Set<string>();
  let published = 0;
  let failures = 0;

  async function attempt(part: readonly OutboxRow[]): Promise<void> {
    const free = part.filter((row) => !failedKeys.has(keyOf(row)));
    if (free.length === 0) return;
    try {
      await bus.publish(free);
    } catch (error) {
      if (!(error instanceof MessageRefused) && published === 0 && ++failures >= OUTAGE) throw error;
      if (free.length === 1) {
        failedKeys.add(keyOf(free[0]!));
        failed.push({ row: free[0]!, error: error as Error });
        return;
      }
      const middle = Math.ceil(free.length / 2);
      await attempt(free.slice(0, middle));
      await attempt(free.slice(middle));
      return;
    }
    published += free.length;
    await outbox.delete(free);
  }

  await attempt(rows);
  const refused = failed.filter(({ error }) => published > 0 || error instanceof MessageRefused);
  for (const { row, error } of refused) await outbox.park(row, error);
  if (refused.length === 0 && failed.length > 0) throw failed[0]!.error;
  return refused;
}

const keyOf = ({ topic, key }: OutboxRow): string => `${topic}\n${key}`;
