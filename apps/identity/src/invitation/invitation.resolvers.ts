import { globalId, idOf, keysetPage } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';
import type { invitationUseCases } from './invitation.use-cases.ts';
import { stateAt } from './invitation.ts';

type UseCases = ReturnType<typeof invitationUseCases> & { readonly machineClock: () => Date };

export const invitationResolvers = (app: UseCases): Resolvers => ({
  Mutation: {
    inviteMember: (_root, { input }, { caller }) => app.inviteMember(caller, { ...input, companyId: idOf('Company', input.companyId) }),
    resendInvitation: (_root, { input }, { caller }) =>
      app.resendInvitation(caller, { invitationId: idOf('Invitation', input.invitationId) }),
    revokeInvitation: (_root, { input }, { caller }) =>
      app.revokeInvitation(caller, { invitationId: idOf('Invitation', input.invitationId) }),
    acceptInvitation: (_root, { input }, { caller }) => app.acceptInvitation(caller, input),
  },
  AcceptInvitationSuccess: {
    company: ({ companyId, role }) => ({ companyId, viewerRole: role }),
  },
  Company: {
    invitations: ({ companyId }, args, { caller }) => app.listInvitations(caller, companyId, keysetPage(args, 'id')),
  },
  Invitation: {
    id: ({ invitationId }) => globalId('Invitation', invitationId),
    state: (invitation) => stateAt(invitation, app.machineClock()),
  },
});
