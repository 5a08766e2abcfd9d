import { globalId, tryIdOf } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';
import type { viewAccount } from './view-account.ts';

interface UseCases {
  readonly viewAccount: ReturnType<typeof viewAccount>;
}

export const viewerResolvers = (app: UseCases): Resolvers => ({
  Query: {
    viewer: (_root, _args, { caller }) => app.viewAccount(caller),
  },
  Viewer: {
    // Nobody but the caller is a viewer, whatever reference is asked for.
    __resolveReference: ({ id }, { caller }) =>
      caller.kind === 'person' && tryIdOf('Viewer', id) === caller.subject ? app.viewAccount(caller) : null,
    id: ({ subjectRef }) => globalId('Viewer', subjectRef),
    companies: (_account, _args, { caller }) =>
      caller.kind === 'person' ? caller.companies.map(({ id, role }) => ({ company: { companyId: id }, role })) : [],
  },
});
