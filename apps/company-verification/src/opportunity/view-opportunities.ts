import type { Clock } from '@crossing/kernel';
import type { Caller } from '@crossing/subgraph/caller.ts';
import type { Read } from '../unit-of-work.ts';
import type { OpportunityView, PublishedTerms } from './opportunity.ts';
import type { Revision } from './revision.ts';

interface Deps {
  readonly read: Read;
  readonly clock: Clock;
}

/** What the caller may see of these opportunities, in any order. */
export const viewOpportunities =
  ({ read }: Deps) =>
  (caller: Caller, opportunityIds: readonly string[]): Promise<readonly OpportunityView[]> =>
    read(caller, ({ opportunityReads }) => opportunityReads.seen(opportunityIds));

/** The published terms of those that can be seen now, or are the caller's own. */
export const viewPublishedTerms =
  ({ read, clock }: Deps) =>
  (caller: Caller, opportunityIds: readonly string[]): Promise<readonly PublishedTerms[]> =>
    read(caller, ({ opportunityReads }) => opportunityReads.publishedTerms(opportunityIds, clock()));

/** The newest revision of each that the caller may see: members and reviewers. */
export const viewNewestRevisions =
  ({ read }: Deps) =>
  (caller: Caller, opportunityIds: readonly string[]): Promise<readonly Revision[]> =>
    read(caller, ({ revisions }) => revisions.newestOf(opportunityIds));
