import { globalId, isMember, pageOf } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';

export const candidatesResolvers = (): Resolvers => ({
  Opportunity: {
    candidates: async ({ opportunityId }, args, { caller, opportunities, candidatesOf }) => {
      const opportunity = await opportunities.load(opportunityId);
      const page = pageOf(args);
      return opportunity && isMember(caller, opportunity.companyId) ? candidatesOf.load({ id: opportunityId, page }) : null;
    },
  },
  Candidate: {
    contributor: ({ personId }) => ({ id: globalId('Contributor', personId) }),
  },
});
