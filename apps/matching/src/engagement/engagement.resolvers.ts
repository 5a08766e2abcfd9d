import { globalId, idOf, tryIdOf } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';
import { idPageOf } from '../id-page.ts';
import type { completeEngagement } from './complete-engagement.ts';
import type { endEngagement } from './end-engagement.ts';

interface UseCases {
  readonly completeEngagement: ReturnType<typeof completeEngagement>;
  readonly endEngagement: ReturnType<typeof endEngagement>;
}

const engagementIn = ({ engagementId }: { readonly engagementId: string }) => ({ engagementId: idOf('Engagement', engagementId) });

export const engagementResolvers = (app: UseCases): Resolvers => ({
  Mutation: {
    completeEngagement: (_root, { input }, { caller }) => app.completeEngagement(caller, engagementIn(input)),
    endEngagement: (_root, { input }, { caller }) => app.endEngagement(caller, { ...input, ...engagementIn(input) }),
  },
  Engagement: {
    __resolveReference: ({ id }, { engagements }) => {
      const engagementId = tryIdOf('Engagement', id);
      return engagementId ? engagements.load(engagementId) : null;
    },
    id: ({ engagementId }) => globalId('Engagement', engagementId),
    offer: async ({ offerId }, _args, { offers }) => (await offers.load(offerId))!,
    contributor: ({ contributorId }) => ({ id: globalId('Contributor', contributorId) }),
    company: ({ companyId }) => ({ id: globalId('Company', companyId) }),
    work: ({ engagementId }, args, { workOf }) => workOf.load({ id: engagementId, page: idPageOf(args) }),
  },
});
