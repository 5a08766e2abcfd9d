import { idOf, keysetPage } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';
import type { decideOpportunity } from './decide-opportunity.ts';
import type { listOpportunitiesAwaitingVetting } from './list-opportunities-awaiting-vetting.ts';

export interface VettingUseCases {
  readonly decideOpportunity: ReturnType<typeof decideOpportunity>;
  readonly listOpportunitiesAwaitingVetting: ReturnType<typeof listOpportunitiesAwaitingVetting>;
}

type VettingResolvers = {
  readonly Query: Pick<NonNullable<Resolvers['Query']>, 'opportunitiesAwaitingVetting'>;
  readonly Mutation: Pick<NonNullable<Resolvers['Mutation']>, 'decideOpportunity'>;
};

export const vettingResolvers = (app: VettingUseCases): VettingResolvers => ({
  Query: {
    opportunitiesAwaitingVetting: (_root, args, { caller }) =>
      app.listOpportunitiesAwaitingVetting(caller, keysetPage(args, 'instant', 'id')),
  },
  Mutation: {
    decideOpportunity: (_root, { input }, { caller }) =>
      app.decideOpportunity(caller, { ...input, opportunityId: idOf('Opportunity', input.opportunityId) }),
  },
});
