import type { Clock } from '@crossing/kernel';
import {
  loaderOf,
  pageLoaderOf,
  type Caller,
  type ContextWithLoaders,
  type LoaderOf,
  type Page,
  type PageLoaderOf,
} from '@crossing/subgraph';
import type { Application } from './application/application.ts';
import type { RecordedDecision } from './application/decision-record.ts';
import type { listApplicationsOfOpportunities, viewApplications, viewDecisions } from './application/view-applications.ts';
import type { CandidateConnection, listCandidatesOfOpportunities } from './candidates/list-candidates.ts';
import type { EligibilityDecision } from './eligibility/decide.ts';
import type { Engagement } from './engagement/engagement.ts';
import type { viewEngagements, viewEngagementsOfOffers } from './engagement/view-engagements.ts';
import type { IdPage } from './id-page.ts';
import type { Obligation } from './obligation/obligation.ts';
import type { Offer } from './offer/offer.ts';
import type { viewOffers, viewOffersOfApplications } from './offer/view-offers.ts';
import type { viewEligibility, viewOpportunities, viewSeats } from './opportunity/view-opportunities.ts';
import type { OpportunityView } from './read-models/opportunity-view.ts';
import type { SeatAllocation } from './read-models/seats.ts';
import type { listWorkOfEngagements, viewObligations, viewWorkRecords } from './work/view-work.ts';
import type { WorkRecord } from './work/work-record.ts';

/** What the resolvers of one request share. */
export interface Context extends ContextWithLoaders {
  readonly caller: Caller;
  readonly now: Clock;
  readonly opportunities: LoaderOf<OpportunityView>;
  readonly seats: LoaderOf<SeatAllocation>;
  readonly eligibility: LoaderOf<EligibilityDecision>;
  readonly applications: LoaderOf<Application>;
  readonly decisions: LoaderOf<RecordedDecision>;
  readonly offers: LoaderOf<Offer>;
  readonly offersByApplication: LoaderOf<Offer>;
  readonly engagements: LoaderOf<Engagement>;
  readonly engagementsByOffer: LoaderOf<Engagement>;
  readonly workRecords: LoaderOf<WorkRecord>;
  readonly obligations: LoaderOf<Obligation>;
  readonly applicationsOf: PageLoaderOf<Application, IdPage>;
  readonly workOf: PageLoaderOf<WorkRecord, IdPage>;
  readonly candidatesOf: ReturnType<typeof pageLoaderOf<CandidateConnection, Page>>;
}

export interface Reads {
  readonly clock: Clock;
  readonly viewOpportunities: ReturnType<typeof viewOpportunities>;
  readonly viewSeats: ReturnType<typeof viewSeats>;
  readonly viewEligibility: ReturnType<typeof viewEligibility>;
  readonly viewApplications: ReturnType<typeof viewApplications>;
  readonly viewDecisions: ReturnType<typeof viewDecisions>;
  readonly viewOffers: ReturnType<typeof viewOffers>;
  readonly viewOffersOfApplications: ReturnType<typeof viewOffersOfApplications>;
  readonly viewEngagements: ReturnType<typeof viewEngagements>;
  readonly viewEngagementsOfOffers: ReturnType<typeof viewEngagementsOfOffers>;
  readonly viewWorkRecords: ReturnType<typeof viewWorkRecords>;
  readonly viewObligations: ReturnType<typeof viewObligations>;
  readonly listApplicationsOfOpportunities: ReturnType<typeof listApplicationsOfOpportunities>;
  readonly listWorkOfEngagements: ReturnType<typeof listWorkOfEngagements>;
  readonly listCandidatesOfOpportunities: ReturnType<typeof listCandidatesOfOpportunities>;
}

/** Loaders of one request: whatever a list holds, one statement a level. */
export const createContext =
  (reads: Reads) =>
  (caller: Caller): Context => {
    const by = <Value>(view: (caller: Caller, ids: readonly string[]) => Promise<readonly Value[]>, keyOf: (value: Value) => string) =>
      loaderOf<Value>({ load: (ids) => view(caller, ids), keyOf });
    const loaders = {
      opportunities: by(reads.viewOpportunities, ({ opportunityId }) => opportunityId),
      seats: by(reads.viewSeats, ({ opportunityId }) => opportunityId),
      eligibility: by(reads.viewEligibility, ({ opportunityId }) => opportunityId),
      applications: by(reads.viewApplications, ({ applicationId }) => applicationId),
      decisions: by(reads.viewDecisions, ({ decisionId }) => decisionId),
      offers: by(reads.viewOffers, ({ offerId }) => offerId),
      offersByApplication: by(reads.viewOffersOfApplications, ({ applicationId }) => applicationId),
      engagements: by(reads.viewEngagements, ({ engagementId }) => engagementId),
      engagementsByOffer: by(reads.viewEngagementsOfOffers, ({ offerId }) => offerId),
      workRecords: by(reads.viewWorkRecords, ({ workRecordId }) => workRecordId),
      obligations: by(reads.viewObligations, ({ workRecordId }) => workRecordId),
      applicationsOf: pageLoaderOf((ids, page: IdPage) => reads.listApplicationsOfOpportunities(caller, ids, page)),
      candidatesOf: pageLoaderOf((ids, page: Page) => reads.listCandidatesOfOpportunities(caller, ids, page)),
      workOf: pageLoaderOf((ids, page: IdPage) => reads.listWorkOfEngagements(caller, ids, page)),
    };
    const forget = () => Object.values(loaders).forEach((loader) => loader.clearAll());
    return { caller, now: reads.clock, ...loaders, forget };
  };
