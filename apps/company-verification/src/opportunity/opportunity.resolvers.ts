import { pageOf } from '@crossing/subgraph/connection.ts';
import { globalId, idOf, tryIdOf } from '@crossing/subgraph/global-id.ts';
import { requirementLabel } from '@crossing/taxonomy';
import type { OpportunityTermsInput, Resolvers } from '../generated/resolvers.ts';
import type { StatedTerms } from './check-terms.ts';
import type { closeOpportunity } from './close-opportunity.ts';
import type { draftOpportunity } from './draft-opportunity.ts';
import type { listOpportunities } from './list-opportunities.ts';
import type { pauseOpportunity } from './pause-opportunity.ts';
import type { publishOpportunity } from './publish-opportunity.ts';
import type { resumeOpportunity } from './resume-opportunity.ts';
import type { submitOpportunity } from './submit-opportunity.ts';

interface UseCases {
  readonly listOpportunities: ReturnType<typeof listOpportunities>;
  readonly draftOpportunity: ReturnType<typeof draftOpportunity>;
  readonly submitOpportunity: ReturnType<typeof submitOpportunity>;
  readonly publishOpportunity: ReturnType<typeof publishOpportunity>;
  readonly pauseOpportunity: ReturnType<typeof pauseOpportunity>;
  readonly resumeOpportunity: ReturnType<typeof resumeOpportunity>;
  readonly closeOpportunity: ReturnType<typeof closeOpportunity>;
}

const opportunityIn = ({ opportunityId }: { readonly opportunityId: string }) => ({ opportunityId: idOf('Opportunity', opportunityId) });

export const opportunityResolvers = (app: UseCases): Resolvers => ({
  Query: {
    opportunity: (_root, { id }, { opportunities }) => {
      const opportunityId = tryIdOf('Opportunity', id);
      return opportunityId ? opportunities.load(opportunityId) : null;
    },
    opportunities: (_root, { filter, ...page }, { caller }) =>
      app.listOpportunities(
        caller,
        {
          workTypes: filter?.workTypes ?? null,
          domains: filter?.domains ?? null,
          complexityTiers: filter?.complexityTiers ?? null,
          companyKinds: filter?.companyKinds ?? null,
        },
        pageOf(page),
      ),
  },
  Mutation: {
    draftOpportunity: (_root, { input }, { caller }) =>
      app.draftOpportunity(caller, {
        companyId: idOf('Company', input.companyId),
        opportunityId: input.opportunityId == null ? null : idOf('Opportunity', input.opportunityId),
        expectedVersion: input.expectedVersion ?? null,
        terms: statedTerms(input.terms),
        idempotencyKey: input.idempotencyKey ?? null,
      }),
    submitOpportunity: (_root, { input }, { caller }) => app.submitOpportunity(caller, { ...input, ...opportunityIn(input) }),
    publishOpportunity: (_root, { input }, { caller }) => app.publishOpportunity(caller, { ...input, ...opportunityIn(input) }),
    pauseOpportunity: (_root, { input }, { caller }) => app.pauseOpportunity(caller, opportunityIn(input)),
    resumeOpportunity: (_root, { input }, { caller }) => app.resumeOpportunity(caller, opportunityIn(input)),
    closeOpportunity: (_root, { input }, { caller }) => app.closeOpportunity(caller, opportunityIn(input)),
  },
  Opportunity: {
    __resolveReference: ({ id }, { opportunities }) => {
      const opportunityId = tryIdOf('Opportunity', id);
      return opportunityId ? opportunities.load(opportunityId) : null;
    },
    id: ({ opportunityId }) => globalId('Opportunity', opportunityId),
    company: async ({ companyId }, _args, { companies }) => (await companies.load(companyId))!,
    terms: async ({ opportunityId }, _args, { terms }) => {
      const published = await terms.load(opportunityId);
      return published && { ...published.terms, revision: published.revision };
    },
    revision: ({ opportunityId }, _args, { revisions }) => revisions.load(opportunityId),
  },
  OpportunityRevision: {
    number: ({ revision }) => revision,
    terms: ({ terms, revision }) => ({ ...terms, revision }),
    findings: async (revision, _args, { reviews }) => (await reviews.load(revision))?.findings ?? [],
    reasons: async (revision, _args, { reviews }) => (await reviews.load(revision))?.reasons ?? [],
  },
  RequirementAtom: {
    label: (atom) => requirementLabel(atom),
  },
});

const statedTerms = (terms: OpportunityTermsInput): StatedTerms => ({
  ...terms,
  estimatedMinutesPerUnit: terms.estimatedMinutesPerUnit ?? null,
  requirements: terms.requirements.map(({ anyOf, legallyRequired, justification }) => ({
    anyOf: anyOf.map(({ kind, code, minLevel }) => ({ kind, code, minLevel: minLevel ?? null })),
    legallyRequired: legallyRequired ?? false,
    justification: justification ?? null,
  })),
  supplyChain: terms.supplyChain.map(({ role, disclosure, name, sector, withheldReason }) => ({
    role,
    disclosure,
    name: name ?? null,
    sector: sector ?? null,
    withheldReason: withheldReason ?? null,
  })),
});
