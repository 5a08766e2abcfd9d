import { loaderOf, pageLoaderOf, type Caller, type LoaderOf, type PageLoaderOf } from '@crossing/subgraph';
import type { ContributorCard } from './contributor/contributor.ts';
import type { viewContributors } from './contributor/view-contributors.ts';
import type { findTrackRecordEntries, listTrackRecords } from './track-record/list-track-records.ts';
import type { TrackRecordEntry } from './track-record/track-record.ts';

type RecordPage = Parameters<ReturnType<typeof listTrackRecords>>[2];

/** What the resolvers of one request share. */
export interface Context {
  readonly caller: Caller;
  readonly cards: LoaderOf<ContributorCard>;
  readonly entries: LoaderOf<TrackRecordEntry>;
  readonly records: PageLoaderOf<TrackRecordEntry, RecordPage>;
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
    records: pageLoaderOf((ids, page: RecordPage) => reads.listTrackRecords(caller, ids, page)),
  });
