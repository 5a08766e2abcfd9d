import type { Effects, UnitOfWork } from '@crossing/service';
import type { EntityManager } from 'typeorm';
import type { Companies } from './company/company.ts';
import { companyStore } from './company/company.store.ts';
import type { ContributorCards } from './contributor/contributor.ts';
import { contributorStore } from './contributor/contributor.store.ts';
import type { Disclosures } from './disclosure/disclosure.ts';
import { disclosureStore } from './disclosure/disclosure.store.ts';
import type { Profiles } from './profile/profile.ts';
import { profileStore, ProfileTable } from './profile/profile.store.ts';
import type { TrackRecord } from './track-record/track-record.ts';
import { trackRecordStore, TrackRecordTable } from './track-record/track-record.store.ts';

/** What contributor keeps, on one transaction. */
export interface Stores {
  readonly profiles: Profiles;
  readonly cards: ContributorCards;
  readonly trackRecord: TrackRecord;
  readonly disclosures: Disclosures;
  readonly companies: Companies;
}

export type Tx = Stores & Effects;
export type Transact = UnitOfWork<Stores>['transact'];
export type Read = UnitOfWork<Stores>['read'];

export const entities = [ProfileTable, TrackRecordTable];

export const stores = (manager: EntityManager): Stores => ({
  profiles: profileStore(manager),
  cards: contributorStore(manager),
  trackRecord: trackRecordStore(manager),
  disclosures: disclosureStore(manager),
  companies: companyStore(manager),
});
