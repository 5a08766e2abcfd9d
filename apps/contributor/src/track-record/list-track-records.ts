import type { Clock } from '@crossing/kernel';
import { connection, type Caller, type Connection, type Page } from '@crossing/subgraph';
import type { Read } from '../unit-of-work.ts';
import type { TrackRecordEntry } from './track-record.ts';

interface Deps {
  readonly read: Read;
  readonly clock: Clock;
}

/** For each of these people, a page of what the caller may see of their track record, newest first; one statement for all. */
export const listTrackRecords =
  ({ read, clock }: Deps) =>
  async (caller: Caller, contributorIds: readonly string[], page: Page): Promise<readonly Connection<TrackRecordEntry>[]> => {
    const rows = await read(caller, ({ trackRecord }) => trackRecord.listMany(contributorIds, page, clock()));
    const byPerson = Map.groupBy(rows, ({ contributorId }) => contributorId);
    return contributorIds.map((id) => connection(byPerson.get(id) ?? [], page, ({ occurredOn, entryId }) => [occurredOn, entryId]));
  };

/** The entries with these ids that the caller may see, in any order. */
export const findTrackRecordEntries =
  ({ read, clock }: Deps) =>
  (caller: Caller, entryIds: readonly string[]): Promise<readonly TrackRecordEntry[]> =>
    read(caller, ({ trackRecord }) => trackRecord.findMany(entryIds, clock()));
