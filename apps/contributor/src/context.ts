import { loaderOf, type Caller, type Connection, type LoaderOf } from '@crossing/subgraph';
import DataLoader from 'dataloader';
import type { ContributorCard } from './contributor/contributor.ts';
import type { viewContributors } from './contributor/view-contributors.ts';
import type { findTrackRecordEntries, listTrackRecords } from './track-record/list-track-records.ts';
import type { TrackRecordEntry } from './track-record/track-record.ts';

export interface RecordKey {
  readonly contributorId: string;
  readonly page: Parameters<ReturnType<typeof listTrackRecords>>[2];
}

/** What the resolvers of one request share. */
export interface Context {
  readonly caller: Caller;
  readonly cards: LoaderOf<ContributorCard>;
  readonly entries: LoaderOf<TrackRecordEntry>;
  readonly records: DataLoader<RecordKey, Connection<TrackRecordEntry>, string>;
}

interface Reads {
  readonly viewContributors: ReturnType<typeof viewContributors>;
  readonly findTrackRecordEntries: ReturnType<typeof findTrackRecordEntries>;
  readonly listTrackRecords: ReturnType<typeof listTrackRecords>;
}

/** Loaders of one request: whatever a list holds, one statement a level. */
export const createContext =
  (reads: Reads) =>
  (caller: Caller): Context => ({
    caller,
    cards: loaderOf({ load: (ids) => reads.viewContributors(caller, ids), keyOf: ({ contributorId }) => contributorId }),
    entries: loaderOf({ load: (ids) => reads.findTrackRecordEntries(caller, ids), keyOf: ({ entryId }) => entryId }),
    records: recordsLoader(reads, caller),
  });

/** People of one list ask for the same page, so one statement serves them; a second page is a second statement. */
const recordsLoader = ({ listTrackRecords }: Reads, caller: Caller): Context['records'] =>
  new DataLoader<RecordKey, Connection<TrackRecordEntry>, string>(
    async (keys) => {
      const pages = [...Map.groupBy(keys, ({ page }) => JSON.stringify(page)).values()];
      const found = await Promise.all(
        pages.map(async (same) => {
          const ids = same.map(({ contributorId }) => contributorId);
          const connections = await listTrackRecords(caller, ids, same[0]!.page);
          return same.map((key, n) => [key, connections[n]!] as const);
        }),
      );
      const byKey = new Map(found.flat());
      return keys.map((key) => byKey.get(key)!);
    },
    { cacheKeyFn: ({ contributorId, page }) => `${contributorId} ${JSON.stringify(page)}` },
  );
