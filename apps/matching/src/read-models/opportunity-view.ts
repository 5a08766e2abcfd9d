import type { OpportunityState } from '@crossing/contracts';
import type { Money } from '@crossing/kernel';
import type { OpportunityFacts } from '../eligibility/snapshot.ts';

/** The terms of the published revision, as far as matching depends on them. */
export interface PublishedTerms {
  readonly workType: string;
  readonly domain: string;
  readonly complexityTier: number;
  readonly seats: number;
  readonly hoursPerWeek: { readonly min: number; readonly max: number };
  readonly startsOn: string;
  readonly applyBy: string;
  readonly payModel: 'HOURLY' | 'PER_UNIT' | 'FIXED';
  readonly payMin: Money;
  readonly payMax: Money;
  readonly estimatedMinutesPerUnit: number | null;
  readonly paymentTermsDays: number;
  readonly noticeDays: number;
  readonly sensitiveContent: readonly string[];
  readonly requirements: OpportunityFacts['requirements'];
}

/** The newest version of an opportunity that has arrived here; it is told of from its first publication on. */
export interface OpportunityView {
  readonly opportunityId: string;
  readonly companyId: string;
  readonly version: number;
  readonly publication: string;
  readonly revision: number;
  readonly title: string;
  readonly terms: PublishedTerms;
  readonly companyVerifiedUntil: Date | null;
  readonly publishedAt: Date;
}

export interface OpportunityViews {
  find(opportunityId: string): Promise<OpportunityView | null>;
  findMany(opportunityIds: readonly string[]): Promise<readonly OpportunityView[]>;
  /** The next in the order of their ids, of whatever state. */
  page(after: string | null, size: number): Promise<readonly OpportunityView[]>;
  /** Keeps each unless a newer version, or this one, is here already; answers those that were kept. */
  put(views: readonly OpportunityView[]): Promise<readonly OpportunityView[]>;
  remove(opportunityId: string): Promise<void>;
}

/** The view of a state event: instants and amounts in their own types. */
export function opportunityViewOf({ terms, companyVerifiedUntil, publishedAt, ...state }: OpportunityState): OpportunityView {
  const money = ({ amountMinor, currency }: { amountMinor: string; currency: string }): Money => ({
    amountMinor: BigInt(amountMinor),
    currency,
  });
  return {
    ...state,
    terms: {
      ...terms,
      payModel: terms.payModel as PublishedTerms['payModel'],
      requirements: terms.requirements as PublishedTerms['requirements'],
      payMin: money(terms.payMin),
      payMax: money(terms.payMax),
    },
    companyVerifiedUntil: companyVerifiedUntil === null ? null : new Date(companyVerifiedUntil),
    publishedAt: new Date(publishedAt),
  };
}

/** Whether anybody may see the opportunity now; the clock's half of promise 2 is checked on every read. */
export const isVisible = ({ publication, companyVerifiedUntil }: OpportunityView, now: Date): boolean =>
  publication === 'PUBLISHED' && companyVerifiedUntil !== null && now < companyVerifiedUntil;

/** Applications are taken until the end of the last day (UTC). */
export const takesApplications = (view: OpportunityView, today: string, now: Date): boolean =>
  isVisible(view, now) && today <= view.terms.applyBy;

// Whoever applied in time may get an offer after applyBy, or while no new applications are wanted.
const OFFERABLE = ['PUBLISHED', 'PAUSED', 'FILLED', 'EXPIRED'];

export const takesOffers = ({ publication }: OpportunityView): boolean => OFFERABLE.includes(publication);

/** The terms on which eligibility depends. */
export const opportunityFacts = ({ opportunityId, companyId, revision, publishedAt, terms }: OpportunityView): OpportunityFacts => {
  const { workType, domain, complexityTier, seats, hoursPerWeek, payModel, payMin, payMax, estimatedMinutesPerUnit } = terms;
  const { sensitiveContent, requirements } = terms;
  return {
    ...{ opportunityId, companyId, revision, publishedAt },
    ...{ workType, domain, complexityTier, seats, hoursPerWeek, payModel, payMin, payMax, estimatedMinutesPerUnit },
    ...{ sensitiveContent, requirements },
  };
};
