import type { Clock } from '@crossing/kernel';
import type { System } from '@crossing/subgraph';
import { normalisedEmail } from '../account/email.ts';
import type { Transact } from '../unit-of-work.ts';
import { keepsAnOwner } from './company.ts';
import { endMembership } from './end-membership.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly companyId: string;
  readonly email: string;
}

export type RemoveMemberByOperatorResult = 'removed' | 'no-member' | 'last-owner';

/** Takes somebody out of a company by the operator's command; a company keeps an owner. Takes effect with the next caller token. */
export const removeMemberByOperator =
  ({ transact, clock }: Deps) =>
  (operator: System, { companyId, email }: Request): Promise<RemoveMemberByOperatorResult> =>
    transact(operator, async (tx) => {
      const account = await tx.accounts.lockByEmail(normalisedEmail(email));
      const members = await tx.companies.lockMembers(companyId);
      const member = members.find(({ subjectRef }) => subjectRef === account?.subjectRef);
      if (!member) return 'no-member';
      if (!keepsAnOwner(members, member.subjectRef)) return 'last-owner';
      await endMembership(tx, member, { action: 'membership.removed', at: clock() });
      return 'removed';
    });
