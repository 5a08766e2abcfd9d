import { globalId, isMember, tryIdOf } from '@crossing/subgraph';
import { atomLabel, changeLabel } from '../eligibility/labels.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { idPageOf } from '../id-page.ts';
import { seatsLeft } from '../read-models/seats.ts';

export const opportunityResolvers = (): Resolvers => ({
  Opportunity: {
    __resolveReference: ({ id }) => {
      const opportunityId = tryIdOf('Opportunity', id);
      return opportunityId ? { opportunityId } : null;
    },
    id: ({ opportunityId }) => globalId('Opportunity', opportunityId),
    seatsLeft: async ({ opportunityId }, _args, { seats }) => {
      const allocation = await seats.load(opportunityId);
      return allocation && seatsLeft(allocation);
    },
    eligibility: ({ opportunityId }, _args, { eligibility }) => eligibility.load(opportunityId),
    applications: async ({ opportunityId }, args, { caller, opportunities, applicationsOf }) => {
      const opportunity = await opportunities.load(opportunityId);
      const page = idPageOf(args);
      return opportunity && isMember(caller, opportunity.companyId) ? applicationsOf.load({ id: opportunityId, page }) : null;
    },
  },
  AtomOutcome: {
    label: (atom) => atomLabel(atom),
  },
  Counterfactual: {
    change: ({ change }) => changeLabel(change),
  },
});
