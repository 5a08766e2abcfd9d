import type { Clock, NewId } from '@crossing/kernel';
import type { PayPolicy } from '@crossing/taxonomy';
import { applyToOpportunity } from './application/apply-to-opportunity.ts';
import { turnDownApplication } from './application/turn-down-application.ts';
import {
  listApplicationsOfContributor,
  listApplicationsOfOpportunities,
  viewApplications,
  viewDecisions,
} from './application/view-applications.ts';
import { withdrawApplication } from './application/withdraw-application.ts';
import { listCandidatesOfOpportunities } from './candidates/list-candidates.ts';
import { completeEngagement } from './engagement/complete-engagement.ts';
import { endEngagement } from './engagement/end-engagement.ts';
import { listEngagementsOfContributor, viewEngagements, viewEngagementsOfOffers } from './engagement/view-engagements.ts';
import type { LiveIndex } from './live-index.ts';
import { listMatches } from './matches/list-matches.ts';
import { acceptOffer } from './offer/accept-offer.ts';
import { declineOffer } from './offer/decline-offer.ts';
import { makeOffer } from './offer/make-offer.ts';
import { rescindOffer } from './offer/rescind-offer.ts';
import { viewOffers, viewOffersOfApplications } from './offer/view-offers.ts';
import { viewEligibility, viewOpportunities, viewSeats } from './opportunity/view-opportunities.ts';
import type { Read, Transact } from './unit-of-work.ts';
import { setWorkPreferences } from './work-preferences/set-work-preferences.ts';
import { viewWorkPreferences } from './work-preferences/view-work-preferences.ts';
import { acceptWork } from './work/accept-work.ts';
import { queryWork } from './work/query-work.ts';
import { rejectWork } from './work/reject-work.ts';
import { submitWork } from './work/submit-work.ts';
import { listWorkOfEngagements, viewObligations, viewWorkRecords } from './work/view-work.ts';

export interface UseCaseDeps {
  readonly transact: Transact;
  readonly read: Read;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly payPolicy: PayPolicy;
  readonly live: Pick<LiveIndex, 'index' | 'refreshForToday' | 'personChanged' | 'isBehind' | 'behindMs'>;
}

/** Everything that people can do and read here. */
export const createUseCases = ({ live, ...deps }: UseCaseDeps) => ({
  clock: deps.clock,
  setWorkPreferences: setWorkPreferences({ ...deps, personChanged: live.personChanged }),
  viewWorkPreferences: viewWorkPreferences(deps),
  listMatches: listMatches({
    ...deps,
    index: live.index,
    refreshIndex: live.refreshForToday,
    isBehind: live.isBehind,
    behindMs: live.behindMs,
  }),
  listCandidatesOfOpportunities: listCandidatesOfOpportunities({
    ...deps,
    index: live.index,
    refreshIndex: live.refreshForToday,
    behindMs: live.behindMs,
  }),
  viewOpportunities: viewOpportunities(deps),
  viewSeats: viewSeats(deps),
  viewEligibility: viewEligibility(deps),
  applyToOpportunity: applyToOpportunity(deps),
  withdrawApplication: withdrawApplication(deps),
  turnDownApplication: turnDownApplication(deps),
  viewApplications: viewApplications(deps),
  viewDecisions: viewDecisions(deps),
  listApplicationsOfContributor: listApplicationsOfContributor(deps),
  listApplicationsOfOpportunities: listApplicationsOfOpportunities(deps),
  makeOffer: makeOffer(deps),
  acceptOffer: acceptOffer(deps),
  declineOffer: declineOffer(deps),
  rescindOffer: rescindOffer(deps),
  viewOffers: viewOffers(deps),
  viewOffersOfApplications: viewOffersOfApplications(deps),
  completeEngagement: completeEngagement(deps),
  endEngagement: endEngagement(deps),
  viewEngagements: viewEngagements(deps),
  viewEngagementsOfOffers: viewEngagementsOfOffers(deps),
  listEngagementsOfContributor: listEngagementsOfContributor(deps),
  submitWork: submitWork(deps),
  acceptWork: acceptWork(deps),
  queryWork: queryWork(deps),
  rejectWork: rejectWork(deps),
  viewWorkRecords: viewWorkRecords(deps),
  viewObligations: viewObligations(deps),
  listWorkOfEngagements: listWorkOfEngagements(deps),
});

export type UseCases = ReturnType<typeof createUseCases>;
