import { requireStaff, type Caller } from '@crossing/subgraph/caller.ts';
import { connection, type Connection, type Page } from '@crossing/subgraph/connection.ts';
import type { OpportunityView } from '../opportunity/opportunity.ts';
import type { Read } from '../unit-of-work.ts';
import type { VettingReview } from './vetting.ts';

interface Deps {
  readonly read: Read;
}

/** What awaits this reviewer, longest waiting first: not their own companies', and not what they have judged. */
export const listOpportunitiesAwaitingVetting =
  ({ read }: Deps) =>
  async (caller: Caller, page: Page): Promise<Connection<OpportunityView>> => {
    const { subject, companies } = requireStaff(caller, 'TRUST_REVIEWER');
    const reader = { subject, companyIds: companies.map(({ id }) => id) };
    const rows = await read(caller, ({ opportunityReads }) => opportunityReads.awaitingVetting(reader, page));
    return connection(rows, page, ({ submittedAt, opportunityId }) => [submittedAt.toISOString(), opportunityId]);
  };

/** The latest review of each of these revisions, as far as the caller may see it. */
export const viewLatestReviews =
  ({ read }: Deps) =>
  (
    caller: Caller,
    revisions: readonly { readonly opportunityId: string; readonly revision: number }[],
  ): Promise<readonly VettingReview[]> =>
    read(caller, ({ reviews }) => reviews.latest(revisions));
