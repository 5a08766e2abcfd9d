import { notFound, type Person } from '@crossing/subgraph';
import { lockMembers } from '../company/lock-members.ts';
import type { MembershipAction } from '../company/membership-rules.ts';
import type { Tx } from '../unit-of-work.ts';
import type { Invitation } from './invitation.ts';

/**
 * An invitation, locked, for a person who may do this to it at this moment; the members of its company are locked before it.
 * NOT_FOUND for one that is missing or of a company of which the person is no member.
 */
export async function lockInvitation(tx: Tx, person: Person, invitationId: string, action: MembershipAction): Promise<Invitation> {
  const found = await tx.invitations.find(invitationId);
  if (!found) throw notFound('invitation');
  await lockMembers(tx, person, { companyId: found.companyId, action, what: 'invitation' });
  return (await tx.invitations.lock(invitationId))!;
}
