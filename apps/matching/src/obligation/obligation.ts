import { DAY, payFor, type Money } from '@crossing/kernel';
import type { Offer } from '../offer/offer.ts';
import type { WorkRecord } from '../work/work-record.ts';

export type ObligationState = 'ACCRUED' | 'DUE' | 'SETTLEMENT_REPORTED' | 'CONFIRMED' | 'CONTESTED' | 'RESOLVED' | 'OVERDUE' | 'CLAIMED';

/** What a company owes a person for accepted work. Only its state ever changes. */
export interface Obligation {
  readonly obligationId: string;
  readonly workRecordId: string;
  readonly engagementId: string;
  /** To whom it is owed. */
  readonly contributorId: string;
  /** Who owes it. */
  readonly companyId: string;
  readonly amount: Money;
  readonly accruedAt: Date;
  readonly dueAt: Date;
  readonly state: ObligationState;
  readonly version: number;
}

export interface Obligations {
  ofWorkRecords(workRecordIds: readonly string[]): Promise<readonly Obligation[]>;
  lock(obligationId: string): Promise<Obligation | null>;
  add(obligation: Obligation): Promise<void>;
  update(obligation: Obligation, expectedVersion: number): Promise<void>;
}

type FrozenRate = Pick<Offer, 'payModel' | 'pay' | 'estimatedMinutesPerUnit'>;

/**
 * What accepted work is worth at the frozen rate. Minutes by the hour; pieces by the piece; the whole of FIXED work by its
 * price. Assessment and training under a rate per piece are paid for as many pieces as could have been made in that time.
 */
export function amountFor(
  { kind, quantity }: Pick<WorkRecord, 'kind' | 'quantity'>,
  { payModel, pay, estimatedMinutesPerUnit }: FrozenRate,
): Money {
  if (payModel === 'HOURLY') return payFor(quantity, pay);
  const { amountMinor, currency } = pay;
  if (kind === 'UNIT') return { amountMinor: BigInt(quantity) * amountMinor, currency };
  const minutesPerUnit = BigInt(estimatedMinutesPerUnit ?? 0);
  if (minutesPerUnit === 0n) return { amountMinor: 0n, currency };
  // Round half up, as `payFor` does.
  return { amountMinor: (BigInt(quantity) * amountMinor * 2n + minutesPerUnit) / (minutesPerUnit * 2n), currency };
}

/** The debt that arises when work is accepted at `now`. */
export function accrue(
  work: WorkRecord,
  offer: FrozenRate & Pick<Offer, 'paymentTermsDays'>,
  { obligationId, now }: { obligationId: string; now: Date },
): Obligation {
  const { workRecordId, engagementId, contributorId, companyId } = work;
  return {
    ...{ obligationId, workRecordId, engagementId, contributorId, companyId },
    amount: amountFor(work, offer),
    accruedAt: now,
    dueAt: new Date(now.getTime() + offer.paymentTermsDays * DAY),
    state: 'ACCRUED',
    version: 1,
  };
}

/** Due when its day has come; null before, or when it is no longer merely accrued. */
export const fallDue = (obligation: Obligation, now: Date): Obligation | null =>
  obligation.state === 'ACCRUED' && obligation.dueAt <= now ? { ...obligation, state: 'DUE', version: obligation.version + 1 } : null;
