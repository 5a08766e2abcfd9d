import type { Money } from '@crossing/kernel';

/** What a company is charged or credited. There is no payer but a company (promise 1). */
export interface LedgerEntry {
  readonly entryId: string;
  readonly companyId: string;
  readonly kind: 'PLACEMENT_FEE';
  readonly amount: Money;
  readonly feeScheduleVersion: string;
  readonly engagementId: string;
  readonly opportunityId: string;
  readonly postedAt: Date;
}

/** What a placement costs the company, by the work's tier. */
export interface Fee {
  readonly scheduleVersion: string;
  readonly amount: Money;
}

/** What the reactions need from storage; `ledger.store.ts` keeps the promise. */
export interface Ledger {
  /** The fee in force on that day, `YYYY-MM-DD`. Throws when the schedule has none. */
  feeFor(tier: number, on: string): Promise<Fee>;
  /** False when the engagement has been charged before. */
  addIfFirst(entry: LedgerEntry): Promise<boolean>;
  /** How many engagements of the opportunity have started. */
  placements(opportunityId: string): Promise<number>;
}
