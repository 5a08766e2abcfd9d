import { isMember, type Caller } from '@crossing/subgraph';
import type { Account } from '../account/account.ts';
import type { Read } from '../unit-of-work.ts';

interface Deps {
  readonly read: Read;
}

/** The caller's own account; null when nobody is signed in. */
export const viewAccount =
  ({ read }: Deps) =>
  async (caller: Caller): Promise<Account | null> =>
    caller.kind === 'person' ? read(caller, ({ accounts }) => accounts.find(caller.subject)) : null;

/** The caller's role in a company; null when they have none. */
export const viewerRoleIn = (caller: Caller, companyId: string) =>
  caller.kind === 'person' && isMember(caller, companyId) ? caller.companies.find(({ id }) => id === companyId)!.role : null;
