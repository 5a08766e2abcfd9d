import { notFound, requirePerson, type Caller } from '@crossing/subgraph';
import type { Tx } from '../unit-of-work.ts';
import type { Membership } from './company.ts';
import { lockMembers } from './lock-members.ts';
import type { MembershipAction } from './membership-rules.ts';

interface LockedMember {
  readonly member: Membership;
  readonly members: readonly Membership[];
}

/**
 * A membership and all of its company's, locked, for a caller who may do this to it at this moment: of two owners who remove
 * each other the second is no owner any more. NOT_FOUND for a membership that is missing or another company's.
 */
export async function lockMember(tx: Tx, caller: Caller, membershipId: string, action: MembershipAction): Promise<LockedMember> {
  const person = requirePerson(caller);
  const found = await tx.companies.findMembership(membershipId);
  if (!found) throw notFound('member');
  const members = await lockMembers(tx, person, { companyId: found.companyId, action, what: 'member' });
  const member = members.find((candidate) => candidate.membershipId === membershipId);
  if (!member) throw notFound('member');
  return { member, members };
}
