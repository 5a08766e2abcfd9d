import type { Clock } from '@crossing/kernel';
import { requireStaff, type Caller } from '@crossing/subgraph/caller.ts';
import { connection, type Connection, type Page } from '@crossing/subgraph/connection.ts';
import type { Read } from '../unit-of-work.ts';
import type { CompanyView } from './company.ts';

interface Deps {
  readonly read: Read;
  readonly clock: Clock;
}

/** Companies that a reviewer has to decide about, longest waiting first, without their own. */
export const listCompaniesAwaitingDecision =
  ({ read, clock }: Deps) =>
  async (caller: Caller, page: Page): Promise<Connection<CompanyView>> => {
    const { subject, companies } = requireStaff(caller, 'TRUST_REVIEWER');
    const reader = { subject, companyIds: companies.map(({ id }) => id), now: clock() };
    const rows = await read(caller, (stores) => stores.companies.awaitingDecision(reader, page));
    return connection(rows, page, ({ submittedAt, companyId }) => [submittedAt!.toISOString(), companyId]);
  };
