import type { Caller, Connection } from '@crossing/subgraph';
import { idConnection, type IdPage } from '../id-page.ts';
import type { Obligation } from '../obligation/obligation.ts';
import type { Read } from '../unit-of-work.ts';
import type { WorkRecord } from './work-record.ts';

interface Deps {
  readonly read: Read;
}

/** These records of work, as far as the caller may see them. */
export const viewWorkRecords =
  ({ read }: Deps) =>
  (caller: Caller, workRecordIds: readonly string[]): Promise<readonly WorkRecord[]> =>
    read(caller, ({ workRecords }) => workRecords.findMany(workRecordIds));

/** What is owed for these records of work. */
export const viewObligations =
  ({ read }: Deps) =>
  (caller: Caller, workRecordIds: readonly string[]): Promise<readonly Obligation[]> =>
    read(caller, ({ obligations }) => obligations.ofWorkRecords(workRecordIds));

/** Of each engagement a page of its work, newest first; one statement for all. */
export const listWorkOfEngagements =
  ({ read }: Deps) =>
  async (caller: Caller, engagementIds: readonly string[], page: IdPage): Promise<readonly Connection<WorkRecord>[]> => {
    const rows = await read(caller, ({ workRecords }) => workRecords.listOfEngagements(engagementIds, page));
    const byEngagement = Map.groupBy(rows, ({ engagementId }) => engagementId);
    return engagementIds.map((id) => idConnection(byEngagement.get(id) ?? [], page, ({ workRecordId }) => workRecordId));
  };
