import type { Effects, UnitOfWork } from '@crossing/service';
import type { EntityManager } from 'typeorm';
import type { Applications } from './application/application.ts';
import { ApplicationTable, applicationStore } from './application/application.store.ts';
import type { DecisionRecords } from './application/decision-record.ts';
import { decisionRecordStore } from './application/decision-record.store.ts';
import type { Engagements } from './engagement/engagement.ts';
import { EngagementTable, engagementStore } from './engagement/engagement.store.ts';
import type { Obligations } from './obligation/obligation.ts';
import { ObligationTable, obligationStore } from './obligation/obligation.store.ts';
import type { Offers } from './offer/offer.ts';
import { OfferTable, offerStore } from './offer/offer.store.ts';
import type { CompanyViews } from './read-models/company-view.ts';
import { companyViewStore } from './read-models/company-view.store.ts';
import type { ContributorViews } from './read-models/contributor-view.ts';
import { contributorViewStore } from './read-models/contributor-view.store.ts';
import type { OpportunityViews } from './read-models/opportunity-view.ts';
import { opportunityViewStore } from './read-models/opportunity-view.store.ts';
import type { Seats } from './read-models/seats.ts';
import { seatStore } from './read-models/seats.store.ts';
import type { WorkPreferencesStore } from './work-preferences/work-preferences.ts';
import { workPreferencesStore } from './work-preferences/work-preferences.store.ts';
import type { WorkRecords } from './work/work-record.ts';
import { WorkRecordTable, workRecordStore } from './work/work-record.store.ts';

/** What matching keeps, on one transaction. */
export interface Stores {
  readonly contributorViews: ContributorViews;
  readonly companyViews: CompanyViews;
  readonly opportunityViews: OpportunityViews;
  readonly seats: Seats;
  readonly workPreferences: WorkPreferencesStore;
  readonly decisions: DecisionRecords;
  readonly applications: Applications;
  readonly offers: Offers;
  readonly engagements: Engagements;
  readonly workRecords: WorkRecords;
  readonly obligations: Obligations;
}

export type Tx = Stores & Effects;
export type Transact = UnitOfWork<Stores>['transact'];
export type Read = UnitOfWork<Stores>['read'];

export const entities = [ApplicationTable, OfferTable, EngagementTable, WorkRecordTable, ObligationTable];

export const stores = (manager: EntityManager): Stores => ({
  contributorViews: contributorViewStore(manager),
  companyViews: companyViewStore(manager),
  opportunityViews: opportunityViewStore(manager),
  seats: seatStore(manager),
  workPreferences: workPreferencesStore(manager),
  decisions: decisionRecordStore(manager),
  applications: applicationStore(manager),
  offers: offerStore(manager),
  engagements: engagementStore(manager),
  workRecords: workRecordStore(manager),
  obligations: obligationStore(manager),
});
