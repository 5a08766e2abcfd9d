import type { Clock } from '@crossing/kernel';
import type { Caller } from '@crossing/subgraph/caller.ts';
import { connection, type Connection, type Page } from '@crossing/subgraph/connection.ts';
import type { Read } from '../unit-of-work.ts';
import type { OpportunityFilter, OpportunityView } from './opportunity.ts';

interface Deps {
  readonly read: Read;
  readonly clock: Clock;
}

/** What is in the open now, latest publication first; for anybody (promises 2 and 3 hold in the view that it reads). */
export const listOpportunities =
  ({ read, clock }: Deps) =>
  async (caller: Caller, filter: OpportunityFilter, page: Page): Promise<Connection<OpportunityView>> => {
    const rows = await read(caller, ({ opportunityReads }) => opportunityReads.visible(filter, page, clock()));
    return connection(rows, page, ({ publishedAt, opportunityId }) => [publishedAt!.toISOString(), opportunityId]);
  };

/** For each company a page of what the caller may see of its opportunities, newest first; one statement for all. */
export const listCompanyOpportunities =
  ({ read, clock }: Deps) =>
  async (caller: Caller, companyIds: readonly string[], page: Page): Promise<readonly Connection<OpportunityView>[]> => {
    const rows = await read(caller, ({ opportunityReads }) => opportunityReads.ofCompanies(companyIds, page, clock()));
    const byCompany = Map.groupBy(rows, ({ companyId }) => companyId);
    return companyIds.map((id) => connection(byCompany.get(id) ?? [], page, ({ opportunityId }) => [opportunityId]));
  };
