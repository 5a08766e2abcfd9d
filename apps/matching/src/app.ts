import { mergeResolvers, unitOfWork, type AppDeps, type SubgraphApp } from '@crossing/service';
import { renewingLoaders } from '@crossing/subgraph';
import { demoPayPolicy } from '@crossing/taxonomy';
import { applicationResolvers } from './application/application.resolvers.ts';
import { candidatesResolvers } from './candidates/candidates.resolvers.ts';
import type { Config } from './config.ts';
import { createContext } from './context.ts';
import { engagementResolvers } from './engagement/engagement.resolvers.ts';
import { onEngagementStarts } from './engagement/on-engagement-starts.ts';
import { ENGAGEMENT_STARTS } from './engagement/open-engagement.ts';
import { liveIndex, type LiveIndex } from './live-index.ts';
import { matchesResolvers } from './matches/matches.resolvers.ts';
import { OBLIGATION_DUE } from './obligation/accrue-obligation.ts';
import { onObligationDue } from './obligation/on-obligation-due.ts';
import { OFFER_EXPIRES } from './offer/move-offer.ts';
import { offerResolvers } from './offer/offer.resolvers.ts';
import { onOfferExpires } from './offer/on-offer-expires.ts';
import { opportunityResolvers } from './opportunity/opportunity.resolvers.ts';
import { onCompanyState } from './read-models/on-company-state.ts';
import { onOpportunityState } from './read-models/on-opportunity-state.ts';
import { onProfileState } from './read-models/on-profile-state.ts';
import { stores, type Stores } from './unit-of-work.ts';
import { createUseCases, type UseCases } from './use-cases.ts';
import { viewerResolvers } from './viewer/viewer.resolvers.ts';
import { workPreferencesResolvers } from './work-preferences/work-preferences.resolvers.ts';
import { onWorkAutoAccepts } from './work/on-work-auto-accepts.ts';
import { WORK_AUTO_ACCEPTS } from './work/submit-work.ts';
import { workResolvers } from './work/work.resolvers.ts';

type Deps = Pick<AppDeps<Pick<Config, 'PAY_POLICY'>>, 'config' | 'database' | 'clock' | 'newId' | 'committed' | 'bus' | 'log'>;

export interface MatchingApp extends SubgraphApp<Stores> {
  readonly useCases: UseCases;
  readonly live: LiveIndex;
}

const INDEX_IS_OLD =
  'The match index in memory was loaded from the old rows: restart matching’s processes, or wait until they load it anew for the next day (UTC).';

/** Composes matching from its parts. */
export function createApp({ config, database, clock, newId, committed, bus, log }: Deps): MatchingApp {
  const uow = unitOfWork({ service: 'matching', database, clock, newId, stores, committed });
  const payPolicy = config.PAY_POLICY ?? demoPayPolicy;
  const live = liveIndex({ bus, read: uow.read, clock, exchangeRates: payPolicy.exchangeRates, log });
  const useCases = createUseCases({ transact: uow.transact, read: uow.read, clock, newId, payPolicy, live });
  return {
    uow,
    useCases,
    live,
    resolvers: renewingLoaders(resolversOf(useCases)),
    createContext: createContext(useCases),
    projections: [onProfileState, onCompanyState, onOpportunityState],
    reactions: [],
    deadlines: {
      [OFFER_EXPIRES]: onOfferExpires({ clock }),
      [ENGAGEMENT_STARTS]: onEngagementStarts({ clock }),
      [WORK_AUTO_ACCEPTS]: onWorkAutoAccepts({ clock, newId }),
      [OBLIGATION_DUE]: onObligationDue({ clock }),
    },
    afterRebuild: { 'contributor-view': INDEX_IS_OLD, 'opportunity-view': INDEX_IS_OLD },
    health: { index: live.state },
    start: live.start,
  };
}

const resolversOf = (useCases: UseCases) =>
  mergeResolvers(
    viewerResolvers(useCases),
    workPreferencesResolvers(useCases),
    matchesResolvers(useCases),
    opportunityResolvers(),
    candidatesResolvers(),
    applicationResolvers(useCases),
    offerResolvers(useCases),
    engagementResolvers(useCases),
    workResolvers(useCases),
  );
