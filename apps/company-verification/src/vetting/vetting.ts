import { InputCheck } from '@crossing/subgraph/input-check.ts';
import type { InvalidInput } from '@crossing/subgraph/problems.ts';
import type { Revision, RevisionState } from '../opportunity/revision.ts';
import { isNonMaterial } from './non-material.ts';

/** The published checklist (promise 3): the same for every opportunity. */
export const VETTING_ITEMS = [
  'COMPANY_VERIFIED',
  'NO_CONTRIBUTOR_FEES',
  'PAY_AT_OR_ABOVE_FLOOR',
  'PAY_MODEL_CLEAR',
  'TIME_ESTIMATE_PRESENT',
  'TERMS_NO_UNILATERAL_CHANGE',
  'NON_CIRCUMVENTION_REASONABLE',
  'CONTENT_RISK_DISCLOSED',
  'SUPPLY_CHAIN_PRESENT',
  'DATA_COLLECTION_PROPORTIONATE',
  'ASSESSMENT_COMPENSATED',
  'NO_PAY_HISTORY',
  'CONTACT_ON_VERIFIED_DOMAIN',
] as const;
export type VettingItem = (typeof VETTING_ITEMS)[number];
export type VettingOutcome = 'APPROVE' | 'REQUEST_CHANGES' | 'REJECT';

export interface VettingFinding {
  readonly item: VettingItem;
  readonly passed: boolean;
  readonly note: string;
}

export interface VettingVerdict {
  readonly outcome: VettingOutcome;
  readonly findings: readonly VettingFinding[];
  readonly reasons: readonly string[];
}

/** One reviewer's judgment of one revision; nobody judges a revision twice. */
export interface VettingReview extends VettingVerdict {
  readonly reviewId: string;
  readonly opportunityId: string;
  readonly revision: number;
  readonly companyId: string;
  /** Stays with the staff. */
  readonly reviewerRef: string;
  readonly decidedAt: Date;
}

/** The quorum is met; published is only what has one (I1). */
export interface Approval {
  readonly opportunityId: string;
  readonly revision: number;
  readonly companyId: string;
  readonly reviewersNeeded: number;
  readonly firstReviewer: string;
  readonly secondReviewer: string | null;
  readonly approvedAt: Date;
  /** The revision that the reviewers read, if it is an earlier one; null if it is this one. */
  readonly copiedFrom: number | null;
}

/** Checks that a verdict answers what it must. Lists every issue. */
export function checkVerdict({ outcome, findings, reasons }: VettingVerdict): VettingVerdict | InvalidInput {
  const check = new InputCheck();
  const clean = findings.slice(0, 100).map((finding, index) => ({
    ...finding,
    note: check.text(`findings.${index}.note`, finding.note, { min: finding.passed ? 0 : 1, max: 1000 }),
  }));
  check.list('findings', findings, { max: VETTING_ITEMS.length, key: ({ item }) => item });
  if (outcome === 'APPROVE') {
    for (const missing of VETTING_ITEMS.filter((item) => !findings.some((finding) => finding.item === item)))
      check.that(false, 'findings', 'complete', `APPROVE needs a finding on ${missing}.`);
    for (const { item } of findings.filter(({ passed }) => !passed))
      check.that(false, 'findings', 'passed', `APPROVE needs every item passed; ${item} is not.`);
  }
  const texts = reasons.slice(0, 100).map((reason, index) => check.text(`reasons.${index}`, reason, { max: 500 }));
  check.list('reasons', reasons, { min: outcome === 'APPROVE' ? 0 : 1, max: 20 });
  return check.problem() ?? { outcome, findings: clean, reasons: texts };
}

export const reviewersNeeded = ({ secondReviewBecause }: Revision): number => (secondReviewBecause.length > 0 ? 2 : 1);

/** The approval that these reviewers' approvals amount to; null while another reviewer must also approve. */
export function quorum(revision: Revision, approvers: readonly string[], now: Date): Approval | null {
  const needed = reviewersNeeded(revision);
  const [firstReviewer, secondReviewer] = [...new Set(approvers)];
  if (firstReviewer === undefined || (needed === 2 && secondReviewer === undefined)) return null;
  const { opportunityId, companyId } = revision;
  return {
    ...{ opportunityId, companyId, revision: revision.revision, reviewersNeeded: needed, firstReviewer },
    secondReviewer: needed === 2 ? secondReviewer! : null,
    approvedAt: now,
    copiedFrom: null,
  };
}

/** The approval of what reviewers have read, for a revision that only mends a typo in it; null where that rule does not hold. */
export function takenOver(
  revision: Revision,
  { read, approval }: { readonly read: Revision; readonly approval: Approval },
  now: Date,
): Approval | null {
  const needed = reviewersNeeded(revision);
  if ((needed === 2 && approval.secondReviewer === null) || !isNonMaterial(read.terms, revision.terms)) return null;
  return { ...approval, revision: revision.revision, reviewersNeeded: needed, copiedFrom: read.revision, approvedAt: now };
}

/** Where a revision goes that was not approved. */
export const stateAfter = (outcome: Exclude<VettingOutcome, 'APPROVE'>): RevisionState =>
  outcome === 'REJECT' ? 'REJECTED' : 'CHANGES_REQUESTED';

/** What the use cases need from storage; `vetting.store.ts` keeps the promise. */
export interface Reviews {
  /** False when this reviewer has judged the revision before. */
  addIfFirst(review: VettingReview): Promise<boolean>;
  /** Who has approved the revision, in the order in which they did. */
  approvers(opportunityId: string, revision: number): Promise<readonly string[]>;
  addApproval(approval: Approval): Promise<void>;
  /** The approval of the newest revision of which reviewers have read every word. */
  latestRead(opportunityId: string): Promise<Approval | null>;
  /** Of each revision that has one. */
  approvals(revisions: readonly { readonly opportunityId: string; readonly revision: number }[]): Promise<readonly Approval[]>;
  /** The latest review of each revision. */
  latest(revisions: readonly { readonly opportunityId: string; readonly revision: number }[]): Promise<readonly VettingReview[]>;
}
