import { wrongState, type WrongState } from '@crossing/subgraph/problems.ts';
import type { PayFacts } from './pay.ts';
import type { CheckedTerms } from './check-terms.ts';
import type { OpportunityTerms } from './terms.ts';

export type RevisionState = 'DRAFT' | 'SUBMITTED' | 'CHANGES_REQUESTED' | 'APPROVED' | 'REJECTED' | 'SUPERSEDED';

/** Why two different people must approve a revision. */
export type SecondReviewReason = 'FIRST_PUBLICATION' | 'SENSITIVE_CONTENT' | 'PAY_ABOVE_P99';

/** One state of an opportunity's terms; nothing of it but its state changes once it is submitted. */
export interface Revision extends PayFacts {
  readonly opportunityId: string;
  readonly companyId: string;
  /** Counts from 1. */
  readonly revision: number;
  readonly state: RevisionState;
  readonly terms: OpportunityTerms;
  /** Decided when it is submitted, so that everybody knows from the start how many reviewers it takes. */
  readonly secondReviewBecause: readonly SecondReviewReason[];
  readonly submittedAt: Date | null;
}

/** What others pay, as far as a second review depends on it. */
export interface PublishedPay {
  /** How many published opportunities have an hourly rate. */
  readonly count: number;
  /** The 99th percentile of the most they pay per hour, in US cents; null if there is none. */
  readonly p99UsdCents: bigint | null;
}

/** Below so many, a 99th percentile is only the highest of a few: it says nothing about what is unusual. */
export const FEWEST_FOR_P99 = 100;

/** A draft; `revision` is the number it takes. */
export const draft = (
  { opportunityId, companyId, revision }: Pick<Revision, 'opportunityId' | 'companyId' | 'revision'>,
  { terms, pay }: CheckedTerms,
): Revision => ({
  ...{ opportunityId, companyId, revision },
  ...pay,
  terms,
  state: 'DRAFT',
  secondReviewBecause: [],
  submittedAt: null,
});

/** Fixes the revision and hands it to the reviewers, with what it pays judged by today's policy. */
export function submit(revision: Revision, pay: PayFacts, because: readonly SecondReviewReason[], now: Date): Revision | WrongState {
  if (revision.state !== 'DRAFT') return wrongState(revision.state, 'DRAFT');
  return { ...revision, ...pay, state: 'SUBMITTED', secondReviewBecause: because, submittedAt: now };
}

/** Why two reviewers must approve; empty when one is enough. */
export function secondReviewReasons(
  { terms, pay }: CheckedTerms,
  { hasPublished, published }: { readonly hasPublished: boolean; readonly published: PublishedPay },
): readonly SecondReviewReason[] {
  const unusual =
    pay.payMaxUsdCents !== null &&
    published.p99UsdCents !== null &&
    published.count >= FEWEST_FOR_P99 &&
    pay.payMaxUsdCents > published.p99UsdCents;
  const reasons: readonly [SecondReviewReason, boolean][] = [
    ['FIRST_PUBLICATION', !hasPublished],
    ['SENSITIVE_CONTENT', terms.sensitiveContent.length > 0],
    ['PAY_ABOVE_P99', unusual],
  ];
  return reasons.filter(([, holds]) => holds).map(([reason]) => reason);
}

/** What the use cases need from storage; `revision.store.ts` keeps the promise. */
export interface Revisions {
  find(opportunityId: string, revision: number): Promise<Revision | null>;
  newest(opportunityId: string): Promise<Revision | null>;
  add(revision: Revision): Promise<void>;
  /** Replaces a draft's terms. */
  redraft(revision: Revision): Promise<void>;
  /** Submits a draft with what was judged of it. */
  fix(revision: Revision): Promise<void>;
  /** Moves a submitted revision on; its terms stay as they are. */
  setState(revision: Revision, state: RevisionState): Promise<void>;
  /** The published revision of each. */
  published(opportunityIds: readonly string[]): Promise<readonly Revision[]>;
  /** The newest revision of each that the caller may see. */
  newestOf(opportunityIds: readonly string[]): Promise<readonly Revision[]>;
}
