import { mergeResolvers, unitOfWork, type AppDeps, type SubgraphApp } from '@crossing/service';
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
import { viewChecks, viewCompanies } from './company/view-companies.ts';
import type { Config } from './config.ts';
import { createContext } from './context.ts';
import { onEngagementStarted } from './ledger/on-engagement-started.ts';
import { closeOpportunity } from './opportunity/close-opportunity.ts';
import { draftOpportunity } from './opportunity/draft-opportunity.ts';
import { listCompanyOpportunities, listOpportunities } from './opportunity/list-opportunities.ts';
import { opportunityApplyBy } from './opportunity/opportunity-apply-by.ts';
import { opportunityResolvers } from './opportunity/opportunity.resolvers.ts';
import { pauseOpportunity } from './opportunity/pause-opportunity.ts';
import { publishOpportunity } from './opportunity/publish-opportunity.ts';
import { resumeOpportunity } from './opportunity/resume-opportunity.ts';
import { submitOpportunity } from './opportunity/submit-opportunity.ts';
import { viewNewestRevisions, viewOpportunities, viewPublishedTerms } from './opportunity/view-opportunities.ts';
import { storesOn, type Stores } from './unit-of-work.ts';
import { decideOpportunity } from './vetting/decide-opportunity.ts';
import { listOpportunitiesAwaitingVetting, viewLatestReviews } from './vetting/list-opportunities-awaiting-vetting.ts';
import { vettingResolvers } from './vetting/vetting.resolvers.ts';
import { viewerResolvers } from './viewer/viewer.resolvers.ts';

type Deps = Pick<AppDeps<Config>, 'database' | 'clock' | 'newId' | 'committed'>;

/** Composes company-verification from its parts. */
export function createApp({ database, clock, newId, committed }: Deps): SubgraphApp<Stores> {
  const uow = unitOfWork({ service: 'company-verification', database, clock, newId, stores: storesOn, committed });
  const deps = { transact: uow.transact, read: uow.read, clock, newId };
  return {
    uow,
    resolvers: mergeResolvers(companySlice(deps), opportunitySlice(deps), viewerResolvers()),
    createContext: createContext({
      viewCompanies: viewCompanies(deps),
      viewChecks: viewChecks(deps),
      viewOpportunities: viewOpportunities(deps),
      viewPublishedTerms: viewPublishedTerms(deps),
      viewNewestRevisions: viewNewestRevisions(deps),
      viewLatestReviews: viewLatestReviews(deps),
      listCompanyOpportunities: listCompanyOpportunities(deps),
    }),
    projections: [],
    reactions: [onCompanyRegistered(deps), onEngagementStarted(deps)],
    deadlines: {
      'company-reverification-due': companyReverificationDue(deps),
      'company-expires': companyExpires(deps),
      'opportunity-apply-by': opportunityApplyBy(deps),
    },
  };
}

type UseCaseDeps = Pick<Deps, 'clock' | 'newId'> & Pick<SubgraphApp<Stores>['uow'], 'transact' | 'read'>;

const companySlice = (deps: UseCaseDeps) =>
  mergeResolvers(
    companyResolvers({
      saveCompany: saveCompany(deps),
      submitCompany: submitCompany(deps),
      decideCompany: decideCompany(deps),
      suspendCompany: suspendCompany(deps),
      liftCompanySuspension: liftCompanySuspension(deps),
      listCompaniesAwaitingDecision: listCompaniesAwaitingDecision(deps),
    }),
    checkResolvers({ recordCheck: recordCheck(deps) }),
  );

const opportunitySlice = (deps: UseCaseDeps) =>
  mergeResolvers(
    opportunityResolvers({
      listOpportunities: listOpportunities(deps),
      draftOpportunity: draftOpportunity(deps),
      submitOpportunity: submitOpportunity(deps),
      publishOpportunity: publishOpportunity(deps),
      pauseOpportunity: pauseOpportunity(deps),
      resumeOpportunity: resumeOpportunity(deps),
      closeOpportunity: closeOpportunity(deps),
    }),
    vettingResolvers({
      listOpportunitiesAwaitingVetting: listOpportunitiesAwaitingVetting(deps),
      decideOpportunity: decideOpportunity(deps),
    }),
  );
