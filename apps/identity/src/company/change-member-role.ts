import { MembershipChanged } from '@crossing/contracts';
import type { Clock } from '@crossing/kernel';
import { requirePerson, type Caller, type CompanyRole } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import type { Transact } from '../unit-of-work.ts';
import { keepsAnOwner, type Member } from './company.ts';
import { lastOwner, type LastOwner } from './last-owner.ts';
import { lockMember } from './lock-member.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly membershipId: string;
  readonly role: CompanyRole;
}

export interface ChangeMemberRoleSuccess {
  readonly kind: 'ChangeMemberRoleSuccess';
  readonly member: Member;
}

export type ChangeMemberRoleResult = ChangeMemberRoleSuccess | LastOwner;

/** An owner gives a member another role; the one they have already stays without a word. Takes effect with the next caller token. */
export const changeMemberRole =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, { membershipId, role }: Request): Promise<ChangeMemberRoleResult> =>
    transact<ChangeMemberRoleResult>(asService(requirePerson(caller)), async (tx) => {
      const { member, members } = await lockMember(tx, caller, membershipId, 'CHANGE_ROLE');
      const { companyId, subjectRef } = member;
      const email = (await tx.accounts.find(subjectRef))?.email ?? null;
      if (role === member.role) return { kind: 'ChangeMemberRoleSuccess', member: { ...member, email } };
      if (role !== 'OWNER' && !keepsAnOwner(members, subjectRef)) return lastOwner([companyId]);
      await tx.companies.changeRole(membershipId, role);
      tx.emit(MembershipChanged, companyId, { companyId, subjectRef, role, status: 'ACTIVE', changedAt: clock().toISOString() });
      const detail = { subjectRef, from: member.role, to: role };
      await tx.audit.record({ action: 'membership.role-changed', aggregate: 'company', aggregateId: companyId, detail });
      return { kind: 'ChangeMemberRoleSuccess', member: { ...member, role, email } };
    });
