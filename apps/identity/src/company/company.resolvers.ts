import { globalId, tryIdOf } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';
import { viewerRoleIn } from '../viewer/view-account.ts';
import type { registerCompany } from './register-company.ts';

interface UseCases {
  readonly registerCompany: ReturnType<typeof registerCompany>;
}

export const companyResolvers = (app: UseCases): Resolvers => ({
  Mutation: {
    registerCompany: (_root, { input }, { caller }) => app.registerCompany(caller, input),
  },
  RegisterCompanySuccess: {
    company: ({ companyId }) => ({ companyId, viewerRole: 'OWNER' }),
  },
  Company: {
    __resolveReference: ({ id }) => {
      const companyId = tryIdOf('Company', id);
      return companyId ? { companyId } : null;
    },
    id: ({ companyId }) => globalId('Company', companyId),
    viewerRole: ({ companyId, viewerRole }, _args, { caller }) => viewerRole ?? viewerRoleIn(caller, companyId),
  },
});
