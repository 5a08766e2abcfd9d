import type { Clock } from '@crossing/kernel';
import { requireStaff, type Caller } from '@crossing/subgraph/caller.ts';
import { connection, type Connection, type Page } from '@crossing/subgraph/connection.ts';
import type { Read } from '../unit-of-work.ts';
import type { CompanyView } from './company.ts';

interface Deps {
  readonly read: Read;
  readonly clock: Clock;
}

/** Companies that await a decision, oldest submission first, without the reviewer's own. */
export const listCompaniesAwaitingDecision =
  ({ read, clock }: Deps) =>
  async (caller: Caller, page: Page): Promise<Connection<CompanyView>> => {
    const { subject, companies: own } = requireStaff(caller, 'TRUST_REVIEWER');
    const reader = { subject, companyIds: own.map(({ id }) => id), now: clock() };
    const rows = await read(caller, ({ companies }) => companies.awaitingDecision(reader, page));
    return connection(rows, page, ({ submittedAt, companyId }) => [submittedAt!.toISOString(), companyId]);
  };
