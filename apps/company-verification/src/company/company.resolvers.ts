import { connection, globalId, idOf, keysetPage, tryIdOf } from '@crossing/subgraph';
import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { CompanyView } from './company.ts';
import type { decideCompany } from './decide-company.ts';
import type { liftCompanySuspension } from './lift-company-suspension.ts';
import type { listCompaniesAwaitingDecision } from './list-companies-awaiting-decision.ts';
import type { saveCompany } from './save-company.ts';
import type { submitCompany } from './submit-company.ts';
import type { suspendCompany } from './suspend-company.ts';

export interface CompanyUseCases {
  readonly saveCompany: ReturnType<typeof saveCompany>;
  readonly submitCompany: ReturnType<typeof submitCompany>;
  readonly decideCompany: ReturnType<typeof decideCompany>;
  readonly suspendCompany: ReturnType<typeof suspendCompany>;
  readonly liftCompanySuspension: ReturnType<typeof liftCompanySuspension>;
  readonly listCompaniesAwaitingDecision: ReturnType<typeof listCompaniesAwaitingDecision>;
}

type CompanyResolvers = Pick<Resolvers, 'Company'> & {
  readonly Query: Pick<NonNullable<Resolvers['Query']>, 'company' | 'companiesAwaitingDecision'>;
  readonly Mutation: Pick<
    NonNullable<Resolvers['Mutation']>,
    'saveCompany' | 'submitCompany' | 'decideCompany' | 'suspendCompany' | 'liftCompanySuspension'
  >;
};

export const companyResolvers = (app: CompanyUseCases): CompanyResolvers => ({
  Query: {
    company: (_root, { id }, context) => load(id, context),
    companiesAwaitingDecision: (_root, args, { caller }) => app.listCompaniesAwaitingDecision(caller, keysetPage(args, 'instant', 'id')),
  },
  Mutation: {
    saveCompany: (_root, { input: { companyId, expectedVersion, ...details } }, { caller }) =>
      app.saveCompany(caller, {
        companyId: idOf('Company', companyId),
        expectedVersion: expectedVersion ?? null,
        details: { ...details, registrationNumber: details.registrationNumber ?? null, lei: details.lei ?? null },
      }),
    submitCompany: (_root, { input }, { caller }) => app.submitCompany(caller, { ...input, companyId: idOf('Company', input.companyId) }),
    decideCompany: (_root, { input }, { caller }) =>
      app.decideCompany(caller, {
        ...input,
        companyId: idOf('Company', input.companyId),
        verifiedUntil: input.verifiedUntil ?? null,
      }),
    suspendCompany: (_root, { input }, { caller }) => app.suspendCompany(caller, { ...input, companyId: idOf('Company', input.companyId) }),
    liftCompanySuspension: (_root, { input }, { caller }) =>
      app.liftCompanySuspension(caller, { ...input, companyId: idOf('Company', input.companyId) }),
  },
  Company: {
    __resolveReference: ({ id }: { id: string }, context: Context) => load(id, context),
    id: ({ companyId }) => globalId('Company', companyId),
    checks: ({ companyId, version }, _args, { loaders }) => (version === null ? null : loaders.checks.load(companyId)),
    opportunities: async ({ companyId }, args, { loaders }) => {
      const page = keysetPage(args, 'id');
      return connection(await loaders.opportunitiesOf(page).load(companyId), page, ({ opportunityId }) => [opportunityId]);
    },
  },
});

function load(id: string, { loaders }: Context): Promise<CompanyView | null> | null {
  const companyId = tryIdOf('Company', id);
  return companyId === null ? null : loaders.companies.load(companyId);
}
