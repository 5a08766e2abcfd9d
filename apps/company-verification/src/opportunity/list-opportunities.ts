import type { Clock } from '@crossing/kernel';
import type { Caller } from '@crossing/subgraph/caller.ts';
import { connection, type Connection, type Page } from '@crossing/subgraph/connection.ts';
import { isDomain } from '@crossing/taxonomy';
import type { Read } from '../unit-of-work.ts';
import type { OpportunityFilter, OpportunityView } from './opportunity.ts';

interface Deps {
  readonly read: Read;
  readonly clock: Clock;
}

/** What is open to anybody now, latest publication first. */
export const listOpportunities =
  ({ read, clock }: Deps) =>
  async (caller: Caller, filter: OpportunityFilter, page: Page): Promise<Connection<OpportunityView>> => {
    // A code that is no domain finds nothing, and what is no text never reaches the database.
    const known = { ...filter, domains: filter.domains?.filter(isDomain) ?? null };
    const rows = await read(caller, (stores) => stores.opportunityReads.visible(known, page, clock()));
    return connection(rows, page, ({ publishedAt, opportunityId }) => [publishedAt!.toISOString(), opportunityId]);
  };
