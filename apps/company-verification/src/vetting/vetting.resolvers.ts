import { pageOf } from '@crossing/subgraph/connection.ts';
import { idOf } from '@crossing/subgraph/global-id.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { decideOpportunity } from './decide-opportunity.ts';
import type { listOpportunitiesAwaitingVetting } from './list-opportunities-awaiting-vetting.ts';

interface UseCases {
  readonly listOpportunitiesAwaitingVetting: ReturnType<typeof listOpportunitiesAwaitingVetting>;
  readonly decideOpportunity: ReturnType<typeof decideOpportunity>;
}

export const vettingResolvers = (app: UseCases): Resolvers => ({
  Query: {
    opportunitiesAwaitingVetting: (_root, args, { caller }) => app.listOpportunitiesAwaitingVetting(caller, pageOf(args)),
  },
  Mutation: {
    decideOpportunity: (_root, { input }, { caller }) =>
      app.decideOpportunity(caller, { ...input, opportunityId: idOf('Opportunity', input.opportunityId) }),
  },
});
