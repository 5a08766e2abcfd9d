import type { Caller, Connection } from '@crossing/subgraph';
import { idConnection, type IdPage } from '../id-page.ts';
import type { Read } from '../unit-of-work.ts';
import type { Application } from './application.ts';
import type { RecordedDecision } from './decision-record.ts';

interface Deps {
  readonly read: Read;
}

const idOf = ({ applicationId }: Application): string => applicationId;

/** These applications, as far as the caller may see them. */
export const viewApplications =
  ({ read }: Deps) =>
  (caller: Caller, applicationIds: readonly string[]): Promise<readonly Application[]> =>
    read(caller, ({ applications }) => applications.findMany(applicationIds));

/** The decisions that applications rely on; whole to the person, without what is private to anybody else. */
export const viewDecisions =
  ({ read }: Deps) =>
  (caller: Caller, decisionIds: readonly string[]): Promise<readonly RecordedDecision[]> =>
    read(caller, ({ decisions }) => decisions.findMany(decisionIds));

/** A page of a person's applications, newest first. */
export const listApplicationsOfContributor =
  ({ read }: Deps) =>
  async (caller: Caller, contributorId: string, page: IdPage): Promise<Connection<Application>> =>
    idConnection(await read(caller, ({ applications }) => applications.listOfContributor(contributorId, page)), page, idOf);

/** Of each opportunity a page of its applications, newest first; one statement for all. */
export const listApplicationsOfOpportunities =
  ({ read }: Deps) =>
  async (caller: Caller, opportunityIds: readonly string[], page: IdPage): Promise<readonly Connection<Application>[]> => {
    const rows = await read(caller, ({ applications }) => applications.listOfOpportunities(opportunityIds, page));
    const byOpportunity = Map.groupBy(rows, ({ opportunityId }) => opportunityId);
    return opportunityIds.map((id) => idConnection(byOpportunity.get(id) ?? [], page, idOf));
  };
