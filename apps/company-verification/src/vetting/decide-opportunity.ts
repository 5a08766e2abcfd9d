import type { Clock, NewId } from '@crossing/kernel';
import { OpportunityApproved, OpportunityChangesRequested, OpportunityRejected } from '@crossing/contracts';
import { requireStaff, type Caller } from '@crossing/subgraph/caller.ts';
import { wrongState, type InvalidInput, type WrongState } from '@crossing/subgraph/problems.ts';
import { notFound } from '@crossing/subgraph/refusal.ts';
import { conflictOfInterest, type ConflictOfInterest } from '../company/company-decision.ts';
import type { Opportunity } from '../opportunity/opportunity.ts';
import type { Revision } from '../opportunity/revision.ts';
import type { Transact, Tx } from '../unit-of-work.ts';
import { checkVerdict, quorum, stateAfter, type VettingReview, type VettingVerdict } from './vetting.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly newId: NewId;
}

interface Request extends VettingVerdict {
  readonly opportunityId: string;
  readonly revision: number;
}

export interface DecideOpportunitySuccess {
  readonly kind: 'DecideOpportunitySuccess';
  readonly opportunity: Opportunity;
}

export interface SecondReviewNeeded {
  readonly kind: 'SecondReviewNeeded';
  readonly opportunity: Opportunity;
  readonly because: readonly string[];
}

export type DecideOpportunityResult = DecideOpportunitySuccess | SecondReviewNeeded | ConflictOfInterest | InvalidInput | WrongState;

/** A reviewer's decision about one revision. An approval counts once a person; publishing stays with the company. */
export const decideOpportunity =
  ({ transact, clock, newId }: Deps) =>
  async (caller: Caller, { opportunityId, revision: number, ...verdict }: Request): Promise<DecideOpportunityResult> => {
    const reviewer = requireStaff(caller, 'TRUST_REVIEWER');
    return transact(reviewer, async (tx) => {
      // Locked, so that of two approvals at once the second one sees the first.
      const opportunity = await tx.opportunities.lock(opportunityId);
      const revision = opportunity && (await tx.revisions.find(opportunityId, number));
      if (!revision) throw notFound('revision');
      const conflict = conflictOfInterest(reviewer, (await tx.companies.find(opportunity.companyId))!);
      if (conflict) return conflict;
      const clean = checkVerdict(verdict);
      if ('issues' in clean) return clean;
      if (revision.state !== 'SUBMITTED') return wrongState(revision.state, 'SUBMITTED');
      const now = clock();
      const of = { opportunityId, revision: number, companyId: opportunity.companyId, reviewerRef: reviewer.subject };
      const review: VettingReview = { reviewId: newId(), ...of, ...clean, decidedAt: now };
      if (!(await tx.reviews.addIfFirst(review))) return alreadyReviewed(revision);
      const detail = { revision: number, outcome: clean.outcome };
      await tx.audit.record({ action: 'opportunity.reviewed', aggregate: 'opportunity', aggregateId: opportunityId, detail });
      return decideBy(tx, review, { opportunity, revision, now });
    });
  };

const alreadyReviewed = ({ state }: Revision): WrongState => ({
  kind: 'WrongState',
  message: 'You have reviewed this revision: another reviewer must decide now.',
  state,
});

interface Reviewed {
  readonly opportunity: Opportunity;
  readonly revision: Revision;
  readonly now: Date;
}

async function decideBy(
  tx: Tx,
  { outcome }: VettingReview,
  { opportunity, revision, now }: Reviewed,
): Promise<DecideOpportunitySuccess | SecondReviewNeeded> {
  const { opportunityId, companyId } = opportunity;
  const fact = { opportunityId, companyId, revision: revision.revision };
  const at = now.toISOString();
  if (outcome === 'APPROVE') {
    const approval = quorum(revision, await tx.reviews.approvers(opportunityId, revision.revision), now);
    if (!approval) return { kind: 'SecondReviewNeeded', opportunity, because: revision.secondReviewBecause };
    await tx.reviews.addApproval(approval);
    await tx.revisions.setState(revision, 'APPROVED');
    tx.emit(OpportunityApproved, opportunityId, { ...fact, approvedAt: at });
  } else {
    await tx.revisions.setState(revision, stateAfter(outcome));
    if (outcome === 'REJECT') tx.emit(OpportunityRejected, opportunityId, { ...fact, rejectedAt: at });
    else tx.emit(OpportunityChangesRequested, opportunityId, { ...fact, requestedAt: at });
  }
  return { kind: 'DecideOpportunitySuccess', opportunity };
}
