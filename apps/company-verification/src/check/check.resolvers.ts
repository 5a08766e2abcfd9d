import { idOf } from '@crossing/subgraph/global-id.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { recordCheck } from './record-check.ts';

interface UseCases {
  readonly recordCheck: ReturnType<typeof recordCheck>;
}

export const checkResolvers = (app: UseCases): Resolvers => ({
  Mutation: {
    recordCheck: (_root, { input: { companyId, expiresAt, ...check } }, { caller }) =>
      app.recordCheck(caller, { ...check, companyId: idOf('Company', companyId), expiresAt: expiresAt ?? null }),
  },
});
