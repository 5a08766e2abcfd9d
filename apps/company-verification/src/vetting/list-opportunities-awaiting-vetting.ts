import { requireStaff, type Caller } from '@crossing/subgraph/caller.ts';
import { connection, type Connection, type Page } from '@crossing/subgraph/connection.ts';
import type { OpportunityView } from '../opportunity/opportunity.ts';
import type { Read } from '../unit-of-work.ts';

interface Deps {
  readonly read: Read;
}

/** Revisions that await this reviewer, longest waiting first; not those of their own company, nor those they have judged. */
export const listOpportunitiesAwaitingVetting =
  ({ read }: Deps) =>
  async (caller: Caller, page: Page): Promise<Connection<OpportunityView>> => {
    const { subject, companies } = requireStaff(caller, 'TRUST_REVIEWER');
    const reader = { subject, companyIds: companies.map(({ id }) => id) };
    const rows = await read(caller, (stores) => stores.opportunityReads.awaitingVetting(reader, page));
    return connection(rows, page, ({ submittedAt, opportunityId }) => [submittedAt.toISOString(), opportunityId]);
  };
