import type { Money } from '@crossing/kernel';
import { wrongState, type WrongState } from '@crossing/subgraph';
import { hashOf } from '../eligibility/hash-of.ts';

export type OfferState = 'ISSUED' | 'ACCEPTED' | 'DECLINED' | 'EXPIRED' | 'RESCINDED';
export type PayModel = 'HOURLY' | 'PER_UNIT' | 'FIXED';

/** What is offered: copied from the published terms and the recruiter's figures, and never changed after. */
export interface OfferTerms {
  readonly opportunityId: string;
  readonly revision: number;
  readonly title: string;
  readonly workType: string;
  readonly domain: string;
  readonly tier: number;
  readonly payModel: PayModel;
  /** Per hour, per piece, or for all of it. */
  readonly pay: Money;
  readonly estimatedMinutesPerUnit: number | null;
  readonly weeklyHoursCap: number;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly noticeDays: number;
  readonly paymentTermsDays: number;
}

export interface Offer extends OfferTerms {
  readonly offerId: string;
  readonly applicationId: string;
  readonly contributorId: string;
  readonly companyId: string;
  readonly state: OfferState;
  readonly termsHash: string;
  readonly validUntil: Date;
  readonly rescindReason: string | null;
  readonly issuedAt: Date;
  readonly version: number;
}

export interface Offers {
  find(offerId: string): Promise<Offer | null>;
  findMany(offerIds: readonly string[]): Promise<readonly Offer[]>;
  /** FOR UPDATE. The application is locked before it. */
  lock(offerId: string): Promise<Offer | null>;
  /** The one that waits for an answer, FOR UPDATE. */
  lockOpenOf(applicationId: string): Promise<Offer | null>;
  /** The newest of each application. */
  newestOf(applicationIds: readonly string[]): Promise<readonly Offer[]>;
  add(offer: Offer): Promise<void>;
  update(offer: Offer, expectedVersion: number): Promise<void>;
}

/** SHA-256 over the canonical JSON of the terms. */
export const termsHashOf = (terms: OfferTerms): string => {
  const { opportunityId, revision, title, workType, domain, tier, payModel, pay } = terms;
  const { estimatedMinutesPerUnit, weeklyHoursCap, startsOn, endsOn, noticeDays, paymentTermsDays } = terms;
  return hashOf({
    ...{ opportunityId, revision, title, workType, domain, tier, payModel, pay },
    ...{ estimatedMinutesPerUnit, weeklyHoursCap, startsOn, endsOn, noticeDays, paymentTermsDays },
  });
};

/** The offer as it is now: its time may have passed before the deadline has said so. */
export const atTime = (offer: Offer, now: Date): Offer =>
  offer.state === 'ISSUED' && offer.validUntil <= now ? { ...offer, state: 'EXPIRED' } : offer;

/** The answer to an open offer, or its end; unchanged when it had ended so before. */
export function conclude(offer: Offer, state: 'ACCEPTED' | 'DECLINED' | 'RESCINDED', now: Date): Offer | WrongState {
  if (offer.state === state) return offer;
  const current = atTime(offer, now);
  return current.state === 'ISSUED' ? { ...offer, state, version: offer.version + 1 } : wrongState(current.state, 'ISSUED');
}

/** Ends an offer whose time has passed; null while there is time, or when it has ended otherwise. */
export const expire = (offer: Offer, now: Date): Offer | null =>
  offer.state === 'ISSUED' && offer.validUntil <= now ? { ...offer, state: 'EXPIRED', version: offer.version + 1 } : null;
