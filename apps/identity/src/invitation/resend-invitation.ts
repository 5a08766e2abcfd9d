import type { Clock } from '@crossing/kernel';
import { notFound, requirePerson, wrongState, type Caller, type WrongState } from '@crossing/subgraph';
import { hashToken } from '../account/token.ts';
import { asService } from '../as-service.ts';
import type { TooManyAttempts } from '../session/throttle.ts';
import type { Transact } from '../unit-of-work.ts';
import type { InvitationQuota } from './invitation-quota.ts';
import { expiryFrom, type Invitation } from './invitation.ts';
import { lockInvitation } from './lock-invitation.ts';
import { invitationMail } from './send-invitation.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly machineClock: () => Date;
  readonly quota: InvitationQuota;
}

interface Request {
  readonly invitationId: string;
}

export interface ResendInvitationSuccess {
  readonly kind: 'ResendInvitationSuccess';
  readonly invitation: Invitation;
}

export type ResendInvitationResult = ResendInvitationSuccess | WrongState | TooManyAttempts;

/** Mails an open invitation again, an expired one too: with another token and its full time; the old token counts no more. */
export const resendInvitation =
  ({ transact, clock, machineClock, quota }: Deps) =>
  async (caller: Caller, { invitationId }: Request): Promise<ResendInvitationResult> => {
    const person = requirePerson(caller);
    const known = await transact(asService(person), (tx) => lockInvitation(tx, person, invitationId, 'INVITE'));
    if (known.state !== 'PENDING') return wrongState(known.state, 'PENDING', 'EXPIRED');
    const tooMany = await quota.take(known.companyId, known.email);
    if (tooMany) return tooMany;
    return transact<ResendInvitationResult>(asService(person), async (tx) => {
      const open = await lockInvitation(tx, person, invitationId, 'INVITE');
      if (open.state !== 'PENDING') return wrongState(open.state, 'PENDING', 'EXPIRED');
      const account = await tx.accounts.find(person.subject);
      if (!account) throw notFound('invitation');
      const invitation = { ...open, sentAt: clock(), expiresAt: expiryFrom(machineClock()) };
      const mail = invitationMail(invitation);
      await tx.invitations.renew(invitation, hashToken(mail.token));
      await mail.send(tx, account.locale);
      const entry = { aggregate: 'company', aggregateId: open.companyId, detail: { invitationId } };
      await tx.audit.record({ action: 'invitation.resent', ...entry });
      return { kind: 'ResendInvitationSuccess', invitation };
    });
  };
