import { connection, type Caller, type Connection, type Page } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import type { Read } from '../unit-of-work.ts';
import type { Member } from './company.ts';
import { can } from './membership-rules.ts';

interface Deps {
  readonly read: Read;
}

/** Who is in a company, longest first; null for whoever is not. Runs as the service: people see no account but their own. */
export const listMembers =
  ({ read }: Deps) =>
  async (caller: Caller, companyId: string, page: Page): Promise<Connection<Member> | null> => {
    if (!can(caller, 'LIST_MEMBERS', { companyId })) return null;
    const members = await read(asService(caller), ({ companies }) => companies.listMembers(companyId, page));
    return connection(members, page, ({ since, membershipId }) => [since.toISOString(), membershipId]);
  };
