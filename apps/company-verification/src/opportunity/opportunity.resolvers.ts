import { globalId, idOf, keysetPage, tryIdOf } from '@crossing/subgraph';
import { requirementLabel } from '@crossing/taxonomy';
import { reviewKey, type Context } from '../context.ts';
import type { OpportunityTermsInput, Resolvers } from '../generated/resolvers.ts';
import type { StatedTerms } from './check-terms.ts';
import type { closeOpportunity } from './close-opportunity.ts';
import type { draftOpportunity } from './draft-opportunity.ts';
import type { listOpportunities } from './list-opportunities.ts';
import type { OpportunityView } from './opportunity.ts';
import type { pauseOpportunity } from './pause-opportunity.ts';
import type { publishOpportunity } from './publish-opportunity.ts';
import type { resumeOpportunity } from './resume-opportunity.ts';
import type { submitOpportunity } from './submit-opportunity.ts';

export interface OpportunityUseCases {
  readonly listOpportunities: ReturnType<typeof listOpportunities>;
  readonly draftOpportunity: ReturnType<typeof draftOpportunity>;
  readonly submitOpportunity: ReturnType<typeof submitOpportunity>;
  readonly publishOpportunity: ReturnType<typeof publishOpportunity>;
  readonly pauseOpportunity: ReturnType<typeof pauseOpportunity>;
  readonly resumeOpportunity: ReturnType<typeof resumeOpportunity>;
  readonly closeOpportunity: ReturnType<typeof closeOpportunity>;
}

type OpportunityResolvers = Pick<Resolvers, 'Opportunity' | 'OpportunityRevision' | 'RequirementAtom'> & {
  readonly Query: Pick<NonNullable<Resolvers['Query']>, 'opportunity' | 'opportunities'>;
  readonly Mutation: Pick<
    NonNullable<Resolvers['Mutation']>,
    'draftOpportunity' | 'submitOpportunity' | 'publishOpportunity' | 'pauseOpportunity' | 'resumeOpportunity' | 'closeOpportunity'
  >;
};

export const opportunityResolvers = (app: OpportunityUseCases): OpportunityResolvers => ({
  Query: {
    opportunity: (_root, { id }, context) => load(id, context),
    opportunities: (_root, { filter, ...args }, { caller }) => {
      const { workTypes = null, domains = null, complexityTiers = null, companyKinds = null } = filter ?? {};
      return app.listOpportunities(caller, { workTypes, domains, complexityTiers, companyKinds }, keysetPage(args, 'instant', 'id'));
    },
  },
  Mutation: {
    draftOpportunity: (_root, { input }, { caller }) =>
      app.draftOpportunity(caller, {
        companyId: idOf('Company', input.companyId),
        opportunityId: input.opportunityId == null ? null : idOf('Opportunity', input.opportunityId),
        expectedVersion: input.expectedVersion ?? null,
        terms: toTerms(input.terms),
        idempotencyKey: input.idempotencyKey ?? null,
      }),
    submitOpportunity: (_root, { input }, { caller }) => app.submitOpportunity(caller, withId(input)),
    publishOpportunity: (_root, { input }, { caller }) => app.publishOpportunity(caller, withId(input)),
    pauseOpportunity: (_root, { input }, { caller }) => app.pauseOpportunity(caller, withId(input)),
    resumeOpportunity: (_root, { input }, { caller }) => app.resumeOpportunity(caller, withId(input)),
    closeOpportunity: (_root, { input }, { caller }) => app.closeOpportunity(caller, withId(input)),
  },
  Opportunity: {
    __resolveReference: ({ id }: { id: string }, context: Context) => load(id, context),
    id: ({ opportunityId }) => globalId('Opportunity', opportunityId),
    company: async ({ companyId }, _args, { loaders }) => (await loaders.companies.load(companyId))!,
    terms: async ({ opportunityId }, _args, { loaders }) => {
      const published = await loaders.publishedTerms.load(opportunityId);
      return published && { ...published.terms, revision: published.revision };
    },
    revision: ({ opportunityId }, _args, { loaders }) => loaders.newestRevisions.load(opportunityId),
  },
  OpportunityRevision: {
    number: ({ revision }) => revision,
    terms: ({ terms, revision }) => ({ ...terms, revision }),
    findings: async (revision, _args, { loaders }) => (await loaders.latestReviews.load(reviewKey(revision)))?.findings ?? [],
    approvalCopiedFrom: async (revision, _args, { loaders }) => (await loaders.approvals.load(reviewKey(revision)))?.copiedFrom ?? null,
    reasons: async (revision, _args, { loaders }) => (await loaders.latestReviews.load(reviewKey(revision)))?.reasons ?? [],
  },
  RequirementAtom: { label: (atom) => requirementLabel(atom) },
});

function load(id: string, { loaders }: Context): Promise<OpportunityView | null> | null {
  const opportunityId = tryIdOf('Opportunity', id);
  return opportunityId === null ? null : loaders.opportunities.load(opportunityId);
}

const withId = <Input extends { readonly opportunityId: string }>(input: Input): Input => ({
  ...input,
  opportunityId: idOf('Opportunity', input.opportunityId),
});

const toTerms = ({ requirements, supplyChain, estimatedMinutesPerUnit, ...terms }: OpportunityTermsInput): StatedTerms => ({
  ...terms,
  estimatedMinutesPerUnit: estimatedMinutesPerUnit ?? null,
  requirements: requirements.map(({ anyOf, legallyRequired, justification }) => ({
    anyOf: anyOf.map(({ kind, code, minLevel }) => ({ kind, code, minLevel: minLevel ?? null })),
    legallyRequired: legallyRequired ?? false,
    justification: justification ?? null,
  })),
  supplyChain: supplyChain.map(({ role, disclosure, name, sector, withheldReason }) => ({
    ...{ role, disclosure },
    ...{ name: name ?? null, sector: sector ?? null, withheldReason: withheldReason ?? null },
  })),
});
