import type { Effects, UnitOfWork } from '@crossing/service';
import type { EntityManager } from 'typeorm';
import type { Checks } from './check/check.ts';
import { VerificationCheckTable, checkStore } from './check/check.store.ts';
import type { Companies } from './company/company.ts';
import { companyStore, CompanyTable } from './company/company.store.ts';
import type { Ledger } from './ledger/ledger.ts';
import { ledgerStore } from './ledger/ledger.store.ts';
import type { Opportunities, OpportunityReads } from './opportunity/opportunity.ts';
import { opportunityReads } from './opportunity/opportunity-reads.store.ts';
import { opportunityStore, OpportunityTable } from './opportunity/opportunity.store.ts';
import type { Revisions } from './opportunity/revision.ts';
import { revisionStore, RevisionTable } from './opportunity/revision.store.ts';
import type { Reviews } from './vetting/vetting.ts';
import { ApprovalTable, VettingReviewTable, vettingStore } from './vetting/vetting.store.ts';

/** What this service stores. */
export interface Stores {
  readonly companies: Companies;
  readonly checks: Checks;
  readonly opportunities: Opportunities;
  readonly opportunityReads: OpportunityReads;
  readonly revisions: Revisions;
  readonly reviews: Reviews;
  readonly ledger: Ledger;
}

export type Tx = Stores & Effects;
export type Transact = UnitOfWork<Stores>['transact'];
export type Read = UnitOfWork<Stores>['read'];

/** Every store on one transaction. */
export const storesOn = (manager: EntityManager): Stores => ({
  companies: companyStore(manager),
  checks: checkStore(manager),
  opportunities: opportunityStore(manager),
  opportunityReads: opportunityReads(manager),
  revisions: revisionStore(manager),
  reviews: vettingStore(manager),
  ledger: ledgerStore(manager),
});

/** What TypeORM maps. */
export const entities = [CompanyTable, VerificationCheckTable, OpportunityTable, RevisionTable, VettingReviewTable, ApprovalTable];
