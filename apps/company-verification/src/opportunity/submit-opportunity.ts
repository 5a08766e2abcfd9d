import type { Clock } from '@crossing/kernel';
import { OpportunitySubmitted } from '@crossing/contracts';
import type { Caller } from '@crossing/subgraph/caller.ts';
import { wrongState, type InvalidInput, type WrongState } from '@crossing/subgraph/problems.ts';
import { notFound } from '@crossing/subgraph/refusal.ts';
import type { PayPolicy } from '@crossing/taxonomy';
import type { Transact, Tx } from '../unit-of-work.ts';
import { approveByRule } from '../vetting/approve-by-rule.ts';
import { checkTerms } from './check-terms.ts';
import { lockAsRecruiter } from './lock-as-recruiter.ts';
import type { Opportunity } from './opportunity.ts';
import { secondReviewReasons, submit, type Revision } from './revision.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly payPolicy: PayPolicy;
}

interface Request {
  readonly opportunityId: string;
  readonly revision: number;
}

export interface SubmitOpportunitySuccess {
  readonly kind: 'SubmitOpportunitySuccess';
  readonly opportunity: Opportunity;
}

export type SubmitOpportunityResult = SubmitOpportunitySuccess | InvalidInput | WrongState;

/**
 * Hands a revision to the reviewers, by today's policy, and fixes it: from here on its terms stand still, and it is decided
 * how many reviewers must approve it. One that only mends a typo is approved at once.
 */
export const submitOpportunity =
  ({ transact, clock, payPolicy }: Deps) =>
  (caller: Caller, { opportunityId, revision: number }: Request): Promise<SubmitOpportunityResult> =>
    transact(caller, async (tx) => {
      const opportunity = await lockAsRecruiter(tx, caller, opportunityId);
      const revision = await tx.revisions.find(opportunityId, number);
      if (!revision) throw notFound('revision');
      if (await isSubmitted(tx, revision)) return { kind: 'SubmitOpportunitySuccess', opportunity };
      if (revision.state !== 'DRAFT') return wrongState(revision.state, 'DRAFT');
      const now = clock();
      const checked = checkTerms(revision.terms, payPolicy, now);
      if ('issues' in checked) return checked;
      const hasPublished = await tx.opportunities.wasEverPublishedBy(opportunity.companyId);
      const because = secondReviewReasons(checked, { hasPublished, published: await tx.opportunityReads.publishedPay() });
      const submitted = submit(revision, checked.pay, because, now);
      if (!('opportunityId' in submitted)) return submitted;
      await tx.revisions.fix(submitted);
      const { companyId, version } = opportunity;
      tx.emit(OpportunitySubmitted, opportunityId, { opportunityId, companyId, revision: number, submittedAt: now.toISOString() });
      const entry = { aggregate: 'opportunity', aggregateId: opportunityId, version, detail: { revision: number } };
      await tx.audit.record({ action: 'opportunity.submitted', ...entry });
      await approveByRule(tx, submitted, now);
      return { kind: 'SubmitOpportunitySuccess', opportunity };
    });

/** Whether this very submission has been: it waits for reviewers, or the rule has approved it. */
async function isSubmitted(tx: Tx, revision: Revision): Promise<boolean> {
  if (revision.state !== 'APPROVED') return revision.state === 'SUBMITTED';
  const [approval] = await tx.reviews.approvals([revision]);
  return approval!.copiedFrom !== null;
}
