import { unitOfWork, type AppDeps, type SubgraphApp } from '@crossing/service';
import { renewingLoaders } from '@crossing/subgraph';
import { demoPayPolicy, type PayPolicy } from '@crossing/taxonomy';
import { checkResolvers } from './check/check.resolvers.ts';
import { recordCheck } from './check/record-check.ts';
import { companyExpires } from './company/company-expires.ts';
import { companyReverificationDue } from './company/company-reverification-due.ts';
import { companyResolvers } from './company/company.resolvers.ts';
import { decideCompany } from './company/decide-company.ts';
import { liftCompanySuspension } from './company/lift-company-suspension.ts';
import { listCompaniesAwaitingDecision } from './company/list-companies-awaiting-decision.ts';
import { onCompanyRegistered } from './company/on-company-registered.ts';
import { saveCompany } from './company/save-company.ts';
import { submitCompany } from './company/submit-company.ts';
import { suspendCompany } from './company/suspend-company.ts';
import type { Config } from './config.ts';
import { createContext } from './context.ts';
import { onEngagementStarted } from './ledger/on-engagement-started.ts';
import { closeOpportunity } from './opportunity/close-opportunity.ts';
import { draftOpportunity } from './opportunity/draft-opportunity.ts';
import { listOpportunities } from './opportunity/list-opportunities.ts';
import { opportunityApplyBy } from './opportunity/opportunity-apply-by.ts';
import { opportunityResolvers } from './opportunity/opportunity.resolvers.ts';
import { pauseOpportunity } from './opportunity/pause-opportunity.ts';
import { publishOpportunity } from './opportunity/publish-opportunity.ts';
import { resumeOpportunity } from './opportunity/resume-opportunity.ts';
import { submitOpportunity } from './opportunity/submit-opportunity.ts';
import { storesOn, type Stores } from './unit-of-work.ts';
import { decideOpportunity } from './vetting/decide-opportunity.ts';
import { listOpportunitiesAwaitingVetting } from './vetting/list-opportunities-awaiting-vetting.ts';
import { vettingResolvers } from './vetting/vetting.resolvers.ts';
import { viewerResolvers } from './viewer/viewer.resolvers.ts';

type Deps = Pick<AppDeps<Pick<Config, 'PAY_POLICY'>>, 'config' | 'database' | 'clock' | 'newId' | 'committed'>;

/** Composes company-verification: its use cases on its stores, what it answers, and what it reacts to. */
export function createApp({ config, database, clock, newId, committed }: Deps) {
  const uow = unitOfWork<Stores>({ database, service: 'company-verification', clock, newId, stores: storesOn, committed });
  const payPolicy = config.PAY_POLICY ?? demoPayPolicy;
  const deps = { transact: uow.transact, read: uow.read, clock, newId, payPolicy };
  const useCases = useCasesOf(deps);
  const app: SubgraphApp<Stores> = {
    uow,
    resolvers: renewingLoaders(resolversOf(useCases)),
    createContext: (caller) => createContext(deps, caller),
    projections: [],
    reactions: [onCompanyRegistered(deps), onEngagementStarted(deps)],
    deadlines: {
      'company-reverification-due': companyReverificationDue(deps),
      'company-expires': companyExpires(deps),
      'opportunity-apply-by': opportunityApplyBy(deps),
    },
  };
  return { ...app, useCases };
}

type UseCaseDeps = Pick<Deps, 'clock' | 'newId'> & {
  readonly payPolicy: PayPolicy;
  readonly transact: SubgraphApp<Stores>['uow']['transact'];
  readonly read: SubgraphApp<Stores>['uow']['read'];
};

const useCasesOf = (deps: UseCaseDeps) => ({
  saveCompany: saveCompany(deps),
  submitCompany: submitCompany(deps),
  decideCompany: decideCompany(deps),
  suspendCompany: suspendCompany(deps),
  liftCompanySuspension: liftCompanySuspension(deps),
  listCompaniesAwaitingDecision: listCompaniesAwaitingDecision(deps),
  recordCheck: recordCheck(deps),
  draftOpportunity: draftOpportunity(deps),
  submitOpportunity: submitOpportunity(deps),
  publishOpportunity: publishOpportunity(deps),
  pauseOpportunity: pauseOpportunity(deps),
  resumeOpportunity: resumeOpportunity(deps),
  closeOpportunity: closeOpportunity(deps),
  listOpportunities: listOpportunities(deps),
  decideOpportunity: decideOpportunity(deps),
  listOpportunitiesAwaitingVetting: listOpportunitiesAwaitingVetting(deps),
});

function resolversOf(useCases: ReturnType<typeof useCasesOf>) {
  const company = companyResolvers(useCases);
  const opportunity = opportunityResolvers(useCases);
  const vetting = vettingResolvers(useCases);
  return {
    ...company,
    ...opportunity,
    Query: { ...viewerResolvers.Query, ...company.Query, ...opportunity.Query, ...vetting.Query },
    Mutation: { ...company.Mutation, ...checkResolvers(useCases).Mutation, ...opportunity.Mutation, ...vetting.Mutation },
  };
}
