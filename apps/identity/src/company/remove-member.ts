import { MembershipChanged } from '@crossing/contracts';
import type { Clock } from '@crossing/kernel';
import type { System } from '@crossing/subgraph';
import { normalisedEmail } from '../account/email.ts';
import type { Transact } from '../unit-of-work.ts';
import { keepsAnOwner } from './company.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly companyId: string;
  readonly email: string;
}

export type RemoveMemberResult = 'removed' | 'no-member' | 'last-owner';

/** Takes somebody out of a company by the operator's command; a company keeps an owner. Takes effect with the next caller token. */
export const removeMember =
  ({ transact, clock }: Deps) =>
  (operator: System, { companyId, email }: Request): Promise<RemoveMemberResult> =>
    transact(operator, async (tx) => {
      const account = await tx.accounts.lockByEmail(normalisedEmail(email));
      const members = await tx.companies.lockMembers(companyId);
      const member = members.find(({ subjectRef }) => subjectRef === account?.subjectRef);
      if (!member) return 'no-member';
      const { subjectRef, role } = member;
      if (!keepsAnOwner(members, subjectRef)) return 'last-owner';
      await tx.companies.removeMember(companyId, subjectRef);
      tx.emit(MembershipChanged, companyId, { companyId, subjectRef, role, status: 'REMOVED', changedAt: clock().toISOString() });
      await tx.audit.record({ action: 'membership.removed', aggregate: 'company', aggregateId: companyId, detail: { subjectRef } });
      return 'removed';
    });
