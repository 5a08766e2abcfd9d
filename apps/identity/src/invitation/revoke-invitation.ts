import { requirePerson, wrongState, type Caller, type WrongState } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import type { Transact } from '../unit-of-work.ts';
import type { Invitation } from './invitation.ts';
import { lockInvitation } from './lock-invitation.ts';

interface Deps {
  readonly transact: Transact;
}

interface Request {
  readonly invitationId: string;
}

export interface RevokeInvitationSuccess {
  readonly kind: 'RevokeInvitationSuccess';
  readonly invitation: Invitation;
}

export type RevokeInvitationResult = RevokeInvitationSuccess | WrongState;

/** An owner takes an invitation back: its token counts no more. One that was taken back before stays so. */
export const revokeInvitation =
  ({ transact }: Deps) =>
  async (caller: Caller, { invitationId }: Request): Promise<RevokeInvitationResult> => {
    const person = requirePerson(caller);
    return transact<RevokeInvitationResult>(asService(person), async (tx) => {
      const open = await lockInvitation(tx, person, invitationId, 'REVOKE_INVITATION');
      if (open.state === 'ACCEPTED') return wrongState(open.state, 'PENDING', 'EXPIRED');
      const invitation = { ...open, state: 'REVOKED' as const };
      if (open.state === 'REVOKED') return { kind: 'RevokeInvitationSuccess', invitation };
      await tx.invitations.setState(invitationId, 'REVOKED');
      const entry = { aggregate: 'company', aggregateId: open.companyId, detail: { invitationId } };
      await tx.audit.record({ action: 'invitation.revoked', ...entry });
      return { kind: 'RevokeInvitationSuccess', invitation };
    });
  };
