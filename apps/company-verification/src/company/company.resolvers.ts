import { pageOf } from '@crossing/subgraph/connection.ts';
import { globalId, idOf, tryIdOf } from '@crossing/subgraph/global-id.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { decideCompany } from './decide-company.ts';
import type { liftCompanySuspension } from './lift-company-suspension.ts';
import type { listCompaniesAwaitingDecision } from './list-companies-awaiting-decision.ts';
import type { saveCompany } from './save-company.ts';
import type { submitCompany } from './submit-company.ts';
import type { suspendCompany } from './suspend-company.ts';

interface UseCases {
  readonly saveCompany: ReturnType<typeof saveCompany>;
  readonly submitCompany: ReturnType<typeof submitCompany>;
  readonly decideCompany: ReturnType<typeof decideCompany>;
  readonly suspendCompany: ReturnType<typeof suspendCompany>;
  readonly liftCompanySuspension: ReturnType<typeof liftCompanySuspension>;
  readonly listCompaniesAwaitingDecision: ReturnType<typeof listCompaniesAwaitingDecision>;
}

/** The input with the company's own id in place of the global one. */
const ofCompany = <Input extends { readonly companyId: string }>(input: Input): Input => ({
  ...input,
  companyId: idOf('Company', input.companyId),
});

export const companyResolvers = (app: UseCases): Resolvers => ({
  Query: {
    company: (_root, { id }, { companies }) => {
      const companyId = tryIdOf('Company', id);
      return companyId ? companies.load(companyId) : null;
    },
    companiesAwaitingDecision: (_root, args, { caller }) => app.listCompaniesAwaitingDecision(caller, pageOf(args)),
  },
  Mutation: {
    saveCompany: (_root, { input: { companyId, expectedVersion, ...details } }, { caller }) =>
      app.saveCompany(caller, {
        companyId: idOf('Company', companyId),
        expectedVersion: expectedVersion ?? null,
        details: { ...details, registrationNumber: details.registrationNumber ?? null, lei: details.lei ?? null },
      }),
    submitCompany: (_root, { input }, { caller }) => app.submitCompany(caller, ofCompany(input)),
    decideCompany: (_root, { input }, { caller }) =>
      app.decideCompany(caller, { ...ofCompany(input), verifiedUntil: input.verifiedUntil ?? null }),
    suspendCompany: (_root, { input }, { caller }) => app.suspendCompany(caller, ofCompany(input)),
    liftCompanySuspension: (_root, { input }, { caller }) => app.liftCompanySuspension(caller, ofCompany(input)),
  },
  Company: {
    __resolveReference: ({ id }, { companies }) => {
      const companyId = tryIdOf('Company', id);
      return companyId ? companies.load(companyId) : null;
    },
    id: ({ companyId }) => globalId('Company', companyId),
    // `version` is what outsiders do not get; with it they do not get the checks.
    checks: ({ companyId, version }, _args, { checks }) => (version === null ? null : checks.load(companyId)),
    opportunities: ({ companyId }, args, { opportunitiesOf }) => opportunitiesOf.load({ companyId, page: pageOf(args) }),
  },
});
