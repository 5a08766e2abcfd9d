import type { Clock } from '@crossing/kernel';
import { requirePerson, type Caller } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import type { Transact } from '../unit-of-work.ts';
import { keepsAnOwner } from './company.ts';
import { endMembership } from './end-membership.ts';
import { lastOwner, type LastOwner } from './last-owner.ts';
import { lockMember } from './lock-member.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly membershipId: string;
}

export interface RemoveMemberSuccess {
  readonly kind: 'RemoveMemberSuccess';
  readonly companyId: string;
}

export type RemoveMemberResult = RemoveMemberSuccess | LastOwner;

/** An owner takes somebody out of the company, themselves perhaps; takes effect with that person's next caller token. */
export const removeMember =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, { membershipId }: Request): Promise<RemoveMemberResult> =>
    transact<RemoveMemberResult>(asService(requirePerson(caller)), async (tx) => {
      const { member, members } = await lockMember(tx, caller, membershipId, 'REMOVE_MEMBER');
      const { companyId, subjectRef } = member;
      if (!keepsAnOwner(members, subjectRef)) return lastOwner([companyId]);
      await endMembership(tx, member, { action: 'membership.removed', at: clock() });
      return { kind: 'RemoveMemberSuccess', companyId };
    });
