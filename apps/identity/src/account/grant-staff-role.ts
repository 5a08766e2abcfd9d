import { AccountRolesChanged } from '@crossing/contracts';
import type { Clock } from '@crossing/kernel';
import type { StaffRole, System } from '@crossing/subgraph';
import type { Transact } from '../unit-of-work.ts';
import { withStaffRole } from './account.ts';
import { normalisedEmail } from './email.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly email: string;
  readonly role: StaffRole;
}

/** Gives somebody a staff role; only the operator's command does (decisions D28). False when no account has the address. */
export const grantStaffRole =
  ({ transact, clock }: Deps) =>
  (operator: System, { email, role }: Request): Promise<boolean> =>
    transact(operator, async (tx) => {
      const account = await tx.accounts.lockByEmail(normalisedEmail(email));
      if (!account) return false;
      const granted = withStaffRole(account, role);
      if (granted === account) return true;
      await tx.accounts.update(granted, account.version);
      const { subjectRef, staffRoles, version } = granted;
      tx.emit(AccountRolesChanged, subjectRef, { subjectRef, staffRoles, changedAt: clock().toISOString() });
      await tx.audit.record({ action: 'account.role-granted', aggregate: 'account', aggregateId: subjectRef, version, detail: { role } });
      return true;
    });
