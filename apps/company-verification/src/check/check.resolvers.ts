import { idOf } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';
import type { recordCheck } from './record-check.ts';

export interface CheckUseCases {
  readonly recordCheck: ReturnType<typeof recordCheck>;
}

type CheckResolvers = { readonly Mutation: Pick<NonNullable<Resolvers['Mutation']>, 'recordCheck'> };

export const checkResolvers = (app: CheckUseCases): CheckResolvers => ({
  Mutation: {
    recordCheck: (_root, { input }, { caller }) =>
      app.recordCheck(caller, { ...input, companyId: idOf('Company', input.companyId), expiresAt: input.expiresAt ?? null }),
  },
});
