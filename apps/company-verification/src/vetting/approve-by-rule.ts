import { OpportunityApproved } from '@crossing/contracts';
import type { Revision } from '../opportunity/revision.ts';
import type { Tx } from '../unit-of-work.ts';
import { takenOver } from './vetting.ts';

/** Approves a revision that was just submitted, if it only mends a typo in what reviewers have read; they need not read it again. */
export async function approveByRule(tx: Tx, revision: Revision, now: Date): Promise<void> {
  const { opportunityId, companyId, revision: number } = revision;
  const latest = await tx.reviews.latestRead(opportunityId);
  const read = latest && (await tx.revisions.find(opportunityId, latest.revision));
  const approval = read && takenOver(revision, { read, approval: latest }, now);
  if (!approval) return;
  await tx.reviews.addApproval(approval);
  await tx.revisions.setState(revision, 'APPROVED');
  tx.emit(OpportunityApproved, opportunityId, { opportunityId, companyId, revision: number, approvedAt: now.toISOString() });
  const detail = { revision: number, rule: 'non-material', copiedFrom: approval.copiedFrom };
  await tx.audit.record({ action: 'opportunity.approved-by-rule', aggregate: 'opportunity', aggregateId: opportunityId, detail });
}
