import { globalId, idOf, keysetPage, tryIdOf } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';
import { viewerRoleIn } from '../viewer/view-account.ts';
import type { companyUseCases } from './company.use-cases.ts';

type UseCases = ReturnType<typeof companyUseCases>;

export const companyResolvers = (app: UseCases): Resolvers => ({
  Mutation: {
    registerCompany: (_root, { input }, { caller }) => app.registerCompany(caller, input),
    changeMemberRole: (_root, { input }, { caller }) =>
      app.changeMemberRole(caller, { membershipId: idOf('Member', input.memberId), role: input.role }),
    removeMember: (_root, { input }, { caller }) => app.removeMember(caller, { membershipId: idOf('Member', input.memberId) }),
    leaveCompany: (_root, { input }, { caller }) => app.leaveCompany(caller, { companyId: idOf('Company', input.companyId) }),
  },
  RegisterCompanySuccess: {
    company: ({ companyId }) => ({ companyId, viewerRole: 'OWNER' }),
  },
  RemoveMemberSuccess: {
    company: ({ companyId }) => ({ companyId }),
  },
  LeaveCompanySuccess: {
    company: ({ companyId }) => ({ companyId, viewerRole: null }),
  },
  Member: {
    id: ({ membershipId }) => globalId('Member', membershipId),
    isViewer: ({ subjectRef }, _args, { caller }) => caller.kind === 'person' && caller.subject === subjectRef,
  },
  Company: {
    __resolveReference: ({ id }) => {
      const companyId = tryIdOf('Company', id);
      return companyId ? { companyId } : null;
    },
    id: ({ companyId }) => globalId('Company', companyId),
    viewerRole: ({ companyId, viewerRole }, _args, { caller }) => (viewerRole === undefined ? viewerRoleIn(caller, companyId) : viewerRole),
    members: ({ companyId }, args, { caller }) => app.listMembers(caller, companyId, keysetPage(args, 'instant', 'id')),
  },
});
