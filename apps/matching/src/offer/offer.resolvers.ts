import { globalId, idOf, tryIdOf } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';
import type { acceptOffer } from './accept-offer.ts';
import type { declineOffer } from './decline-offer.ts';
import type { makeOffer } from './make-offer.ts';
import { atTime } from './offer.ts';
import type { rescindOffer } from './rescind-offer.ts';

interface UseCases {
  readonly makeOffer: ReturnType<typeof makeOffer>;
  readonly acceptOffer: ReturnType<typeof acceptOffer>;
  readonly declineOffer: ReturnType<typeof declineOffer>;
  readonly rescindOffer: ReturnType<typeof rescindOffer>;
}

const offerIn = ({ offerId }: { readonly offerId: string }) => ({ offerId: idOf('Offer', offerId) });

export const offerResolvers = (app: UseCases): Resolvers => ({
  Mutation: {
    makeOffer: (_root, { input }, { caller }) =>
      app.makeOffer(caller, {
        ...input,
        applicationId: idOf('Application', input.applicationId),
        endsOn: input.endsOn ?? null,
        idempotencyKey: input.idempotencyKey ?? null,
      }),
    acceptOffer: (_root, { input }, { caller }) => app.acceptOffer(caller, { ...input, ...offerIn(input) }),
    declineOffer: (_root, { input }, { caller }) => app.declineOffer(caller, offerIn(input)),
    rescindOffer: (_root, { input }, { caller }) => app.rescindOffer(caller, { ...input, ...offerIn(input) }),
  },
  Offer: {
    __resolveReference: ({ id }, { offers }) => {
      const offerId = tryIdOf('Offer', id);
      return offerId ? offers.load(offerId) : null;
    },
    id: ({ offerId }) => globalId('Offer', offerId),
    state: (offer, _args, { now }) => atTime(offer, now()).state,
    company: ({ companyId }) => ({ id: globalId('Company', companyId) }),
    opportunity: ({ opportunityId }) => ({ opportunityId }),
    engagement: ({ offerId }, _args, { engagementsByOffer }) => engagementsByOffer.load(offerId),
  },
});
