import { MembershipChanged } from '@crossing/contracts';
import type { Clock, NewId } from '@crossing/kernel';
import { requirePerson, type Caller, type CompanyRole } from '@crossing/subgraph';
import type { Account } from '../account/account.ts';
import { requireAccount } from '../account/require-account.ts';
import { hashToken } from '../account/token.ts';
import { asService } from '../as-service.ts';
import type { Transact, Tx } from '../unit-of-work.ts';
import { stateAt, type Invitation } from './invitation.ts';
import { ALREADY_MEMBER, type AlreadyMember } from './invite-member.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly machineClock: () => Date;
  readonly newId: NewId;
}

interface Request {
  readonly token: string;
}

export interface AcceptInvitationSuccess {
  readonly kind: 'AcceptInvitationSuccess';
  readonly companyId: string;
  readonly role: CompanyRole;
}

/** Why a token lets nobody in. */
export type InvitationRefusal = 'UNKNOWN' | 'USED' | 'REVOKED' | 'EXPIRED' | 'OTHER_ADDRESS';

export interface InvitationNotOpen {
  readonly kind: 'InvitationNotOpen';
  readonly message: string;
  readonly reason: InvitationRefusal;
}

export type AcceptInvitationResult = AcceptInvitationSuccess | InvitationNotOpen | AlreadyMember;

const MESSAGES: Readonly<Record<InvitationRefusal, string>> = {
  UNKNOWN: 'No invitation has this token: take it from the newest mail about it.',
  USED: 'This invitation was accepted before; it counts once.',
  REVOKED: 'The company took this invitation back: ask one of its owners for another.',
  EXPIRED: 'This invitation is too old: ask one of the company’s owners to send it again.',
  OTHER_ADDRESS: 'This invitation is for another address: sign in with the account of the address that the mail reached.',
};

/**
 * The caller takes the place that was offered to their address; who registers first accepts afterwards. The invitation is locked,
 * so that of two who try at once one finds it used; the account too, so that nobody joins while they close it.
 */
export const acceptInvitation =
  ({ transact, clock, machineClock, newId }: Deps) =>
  async (caller: Caller, { token }: Request): Promise<AcceptInvitationResult> => {
    const person = requirePerson(caller);
    return transact<AcceptInvitationResult>(asService(person), async (tx) => {
      const account = await requireAccount(tx, person);
      const invitation = await tx.invitations.lockByToken(hashToken(token));
      const refusal = refusalOf(invitation, account, machineClock());
      if (refusal !== null) return { kind: 'InvitationNotOpen', message: MESSAGES[refusal], reason: refusal };
      return join(tx, invitation!, account, { membershipId: newId(), since: clock() });
    });
  };

function refusalOf(invitation: Invitation | null, { email }: Account, at: Date): InvitationRefusal | null {
  if (!invitation) return 'UNKNOWN';
  // Whose it is comes first: how it stands is nobody else's business.
  if (invitation.email !== email) return 'OTHER_ADDRESS';
  const state = stateAt(invitation, at);
  if (state === 'PENDING') return null;
  return state === 'ACCEPTED' ? 'USED' : state;
}

async function join(
  tx: Tx,
  { invitationId, companyId, role }: Invitation,
  { subjectRef }: Account,
  { membershipId, since }: { readonly membershipId: string; readonly since: Date },
): Promise<AcceptInvitationResult> {
  if (!(await tx.companies.addMember({ membershipId, companyId, subjectRef, role, since }))) return ALREADY_MEMBER;
  await tx.invitations.setState(invitationId, 'ACCEPTED');
  tx.emit(MembershipChanged, companyId, { companyId, subjectRef, role, status: 'ACTIVE', changedAt: since.toISOString() });
  const detail = { invitationId, subjectRef, role };
  await tx.audit.record({ action: 'membership.accepted', aggregate: 'company', aggregateId: companyId, detail });
  return { kind: 'AcceptInvitationSuccess', companyId, role };
}
