import type { Clock } from '@crossing/kernel';
import type { Caller } from '@crossing/subgraph/caller.ts';
import { connection, type Connection, type Page } from '@crossing/subgraph/connection.ts';
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
    const rows = await read(caller, (stores) => stores.opportunityReads.visible(filter, page, clock()));
    return connection(rows, page, ({ publishedAt, opportunityId }) => [publishedAt!.toISOString(), opportunityId]);
  };
