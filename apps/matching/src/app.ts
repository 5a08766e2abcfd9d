import { mergeResolvers, unitOfWork, type AppDeps, type SubgraphApp } from '@crossing/service';
import { applicationResolvers } from './application/application.resolvers.ts';
import { applyToOpportunity } from './application/apply-to-opportunity.ts';
import { turnDownApplication } from './application/turn-down-application.ts';
import {
  listApplicationsOfContributor,
  listApplicationsOfOpportunities,
  viewApplications,
  viewDecisions,
} from './application/view-applications.ts';
import { withdrawApplication } from './application/withdraw-application.ts';
import type { Config } from './config.ts';
import { createContext } from './context.ts';
import { completeEngagement } from './engagement/complete-engagement.ts';
import { endEngagement } from './engagement/end-engagement.ts';
import { engagementResolvers } from './engagement/engagement.resolvers.ts';
import { onEngagementStarts } from './engagement/on-engagement-starts.ts';
import { listEngagementsOfContributor, viewEngagements, viewEngagementsOfOffers } from './engagement/view-engagements.ts';
import { liveIndex } from './live-index.ts';
import { listMatches } from './matches/list-matches.ts';
import { matchesResolvers } from './matches/matches.resolvers.ts';
import { onObligationDue } from './obligation/on-obligation-due.ts';
import { acceptOffer } from './offer/accept-offer.ts';
import { declineOffer } from './offer/decline-offer.ts';
import { makeOffer } from './offer/make-offer.ts';
import { offerResolvers } from './offer/offer.resolvers.ts';
import { onOfferExpires } from './offer/on-offer-expires.ts';
import { rescindOffer } from './offer/rescind-offer.ts';
import { viewOffers, viewOffersOfApplications } from './offer/view-offers.ts';
import { opportunityResolvers } from './opportunity/opportunity.resolvers.ts';
import { viewEligibility, viewOpportunities, viewSeats } from './opportunity/view-opportunities.ts';
import { onCompanyState } from './read-models/on-company-state.ts';
import { onOpportunityState } from './read-models/on-opportunity-state.ts';
import { onProfileState } from './read-models/on-profile-state.ts';
import { stores, type Stores } from './unit-of-work.ts';
import { viewerResolvers } from './viewer/viewer.resolvers.ts';
import { setWorkPreferences } from './work-preferences/set-work-preferences.ts';
import { viewWorkPreferences } from './work-preferences/view-work-preferences.ts';
import { workPreferencesResolvers } from './work-preferences/work-preferences.resolvers.ts';
import { acceptWork } from './work/accept-work.ts';
import { onWorkAutoAccepts } from './work/on-work-auto-accepts.ts';
import { queryWork } from './work/query-work.ts';
import { rejectWork } from './work/reject-work.ts';
import { submitWork } from './work/submit-work.ts';
import { listWorkOfEngagements, viewObligations, viewWorkRecords } from './work/view-work.ts';
import { workResolvers } from './work/work.resolvers.ts';

type Deps = Pick<AppDeps<Config>, 'database' | 'clock' | 'newId' | 'committed' | 'bus' | 'log'>;
type UseCaseDeps = Pick<Deps, 'clock' | 'newId'> & Pick<SubgraphApp<Stores>['uow'], 'transact' | 'read'>;

/** Composes matching from its parts. */
export function createApp({ database, clock, newId, committed, bus, log }: Deps): SubgraphApp<Stores> {
  const uow = unitOfWork({ service: 'matching', database, clock, newId, stores, committed });
  const deps: UseCaseDeps = { transact: uow.transact, read: uow.read, clock, newId };
  const live = liveIndex({ bus, read: uow.read, clock, log });
  return {
    uow,
    resolvers: mergeResolvers(
      viewerResolvers({
        listApplicationsOfContributor: listApplicationsOfContributor(deps),
        listEngagementsOfContributor: listEngagementsOfContributor(deps),
      }),
      workPreferencesResolvers({
        setWorkPreferences: setWorkPreferences({ ...deps, personChanged: live.personChanged }),
        viewWorkPreferences: viewWorkPreferences(deps),
      }),
      matchesResolvers({
        listMatches: listMatches({ ...deps, index: live.index, refreshIndex: live.refresh, isBehind: live.isBehind }),
      }),
      opportunityResolvers(),
      ...slices(deps),
    ),
    createContext: createContext(reads(deps)),
    projections: [onProfileState, onCompanyState, onOpportunityState],
    reactions: [],
    deadlines: {
      'offer-expires': onOfferExpires(deps),
      'engagement-starts': onEngagementStarts(deps),
      'work-auto-accepts': onWorkAutoAccepts(deps),
      'obligation-due': onObligationDue(deps),
    },
    health: { index: live.state },
    start: live.start,
  };
}

const slices = (deps: UseCaseDeps) => [
  applicationResolvers({
    applyToOpportunity: applyToOpportunity(deps),
    withdrawApplication: withdrawApplication(deps),
    turnDownApplication: turnDownApplication(deps),
  }),
  offerResolvers({
    makeOffer: makeOffer(deps),
    acceptOffer: acceptOffer(deps),
    declineOffer: declineOffer(deps),
    rescindOffer: rescindOffer(deps),
  }),
  engagementResolvers({ completeEngagement: completeEngagement(deps), endEngagement: endEngagement(deps) }),
  workResolvers({ submitWork: submitWork(deps), acceptWork: acceptWork(deps), queryWork: queryWork(deps), rejectWork: rejectWork(deps) }),
];

const reads = (deps: UseCaseDeps) => ({
  clock: deps.clock,
  viewOpportunities: viewOpportunities(deps),
  viewSeats: viewSeats(deps),
  viewEligibility: viewEligibility(deps),
  viewApplications: viewApplications(deps),
  viewDecisions: viewDecisions(deps),
  viewOffers: viewOffers(deps),
  viewOffersOfApplications: viewOffersOfApplications(deps),
  viewEngagements: viewEngagements(deps),
  viewEngagementsOfOffers: viewEngagementsOfOffers(deps),
  viewWorkRecords: viewWorkRecords(deps),
  viewObligations: viewObligations(deps),
  listApplicationsOfOpportunities: listApplicationsOfOpportunities(deps),
  listWorkOfEngagements: listWorkOfEngagements(deps),
});
