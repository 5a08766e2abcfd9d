import type { Clock, NewId } from '@crossing/kernel';
import { InputCheck, type Caller, type CompanyRole, type InvalidInput } from '@crossing/subgraph';
import { isEmail, normalisedEmail } from '../account/email.ts';
import { hashToken } from '../account/token.ts';
import { asService } from '../as-service.ts';
import { requireMembership } from '../company/membership-rules.ts';
import type { TooManyAttempts } from '../session/throttle.ts';
import type { Transact, Tx } from '../unit-of-work.ts';
import type { InvitationQuota } from './invitation-quota.ts';
import { expiryFrom, stateAt, type Invitation } from './invitation.ts';
import { invitationMail } from './send-invitation.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly machineClock: () => Date;
  readonly newId: NewId;
  readonly quota: InvitationQuota;
}

interface Request {
  readonly companyId: string;
  readonly email: string;
  readonly role: CompanyRole;
}

export interface InviteMemberSuccess {
  readonly kind: 'InviteMemberSuccess';
  readonly invitation: Invitation;
}

export interface AlreadyInvited {
  readonly kind: 'AlreadyInvited';
  readonly message: string;
  readonly invitation: Invitation;
}

export interface AlreadyMember {
  readonly kind: 'AlreadyMember';
  readonly message: string;
}

export const ALREADY_MEMBER: AlreadyMember = {
  kind: 'AlreadyMember',
  message: 'This person is a member already; an owner can change the role.',
};

export type InviteMemberResult = InviteMemberSuccess | AlreadyInvited | AlreadyMember | TooManyAttempts | InvalidInput;

/** An owner invites an address into the company: it gets a mail with a token, whether it has an account or not. */
export const inviteMember =
  ({ transact, clock, machineClock, newId, quota }: Deps) =>
  async (caller: Caller, { companyId, email: given, role }: Request): Promise<InviteMemberResult> => {
    const person = requireMembership(caller, 'INVITE', { companyId });
    const email = normalisedEmail(given);
    const check = new InputCheck();
    check.that(isEmail(email), 'email', 'email', 'email must be an address such as nova@example.org.');
    const invalid = check.problem() ?? (await quota.take(companyId, email));
    if (invalid) return invalid;
    return transact<InviteMemberResult>(asService(person), async (tx) => {
      const members = await tx.companies.lockMembers(companyId);
      requireMembership(person, 'INVITE', { companyId, members });
      const invited = await tx.accounts.findByEmail(email);
      if (invited && members.some(({ subjectRef }) => subjectRef === invited.subjectRef)) return ALREADY_MEMBER;
      const open = await tx.invitations.findOpen(companyId, email);
      if (open && stateAt(open, machineClock()) === 'PENDING') return alreadyInvited(open);
      if (open) await tx.invitations.setState(open.invitationId, 'REVOKED');
      const times = { invitedAt: clock(), sentAt: clock(), expiresAt: expiryFrom(machineClock()) };
      const invitation = { invitationId: newId(), companyId, email, role, state: 'PENDING' as const, invitedBy: person.subject, ...times };
      return send(tx, invitation);
    });
  };

async function send(tx: Tx, invitation: Invitation): Promise<InviteMemberResult> {
  const { companyId, email, invitationId, invitedBy, role } = invitation;
  const mail = invitationMail(invitation);
  if (!(await tx.invitations.addIfNoneOpen(invitation, hashToken(mail.token))))
    return alreadyInvited((await tx.invitations.findOpen(companyId, email))!);
  await mail.send(tx, (await tx.accounts.find(invitedBy))?.locale ?? 'en');
  const detail = { invitationId, role };
  await tx.audit.record({ action: 'invitation.sent', aggregate: 'company', aggregateId: companyId, detail });
  return { kind: 'InviteMemberSuccess', invitation };
}

const alreadyInvited = (invitation: Invitation): AlreadyInvited => ({
  kind: 'AlreadyInvited',
  message: 'This address has an open invitation: send that one again, or revoke it first.',
  invitation,
});
