import { globalId, idOf, tryIdOf } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';
import type { applyToOpportunity } from './apply-to-opportunity.ts';
import type { turnDownApplication } from './turn-down-application.ts';
import type { withdrawApplication } from './withdraw-application.ts';

interface UseCases {
  readonly applyToOpportunity: ReturnType<typeof applyToOpportunity>;
  readonly withdrawApplication: ReturnType<typeof withdrawApplication>;
  readonly turnDownApplication: ReturnType<typeof turnDownApplication>;
}

export const applicationResolvers = (app: UseCases): Resolvers => ({
  Mutation: {
    applyToOpportunity: (_root, { input }, { caller }) =>
      app.applyToOpportunity(caller, {
        opportunityId: idOf('Opportunity', input.opportunityId),
        revision: input.revision,
        note: input.note ?? null,
        idempotencyKey: input.idempotencyKey ?? null,
      }),
    withdrawApplication: (_root, { input }, { caller }) =>
      app.withdrawApplication(caller, { applicationId: idOf('Application', input.applicationId) }),
    turnDownApplication: (_root, { input }, { caller }) =>
      app.turnDownApplication(caller, { ...input, applicationId: idOf('Application', input.applicationId) }),
  },
  Application: {
    __resolveReference: ({ id }, { applications }) => {
      const applicationId = tryIdOf('Application', id);
      return applicationId ? applications.load(applicationId) : null;
    },
    id: ({ applicationId }) => globalId('Application', applicationId),
    opportunity: ({ opportunityId }) => ({ opportunityId }),
    contributor: ({ contributorId }) => ({ id: globalId('Contributor', contributorId) }),
    eligibility: async ({ decisionId }, _args, { decisions }) => (await decisions.load(decisionId))!,
    offer: ({ applicationId }, _args, { offersByApplication }) => offersByApplication.load(applicationId),
  },
});
