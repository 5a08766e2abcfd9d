import type { UpdateResult } from 'typeorm';

/** A compare-and-set that found nothing: the row was locked or somebody forgot to, so this is our fault and rolls back. */
export function refuseStale({ affected }: UpdateResult, what: string): void {
  if (affected !== 1) throw new Error(`Stale write: the ${what} has another version by now.`);
}
