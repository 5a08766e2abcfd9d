import { acceptInvitation } from './accept-invitation.ts';
import { inviteMember } from './invite-member.ts';
import { listInvitations } from './list-invitations.ts';
import { resendInvitation } from './resend-invitation.ts';
import { revokeInvitation } from './revoke-invitation.ts';

type Deps = Parameters<typeof inviteMember>[0] & Parameters<typeof listInvitations>[0];

/** Everything that can be done with an invitation. */
export const invitationUseCases = (deps: Deps) => ({
  inviteMember: inviteMember(deps),
  resendInvitation: resendInvitation(deps),
  revokeInvitation: revokeInvitation(deps),
  acceptInvitation: acceptInvitation(deps),
  listInvitations: listInvitations(deps),
});
