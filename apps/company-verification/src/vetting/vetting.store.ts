import { sqlOf } from '@crossing/runtime';
import { EntitySchema, IsNull, type EntityManager } from 'typeorm';
import type { Approval, Reviews, VettingReview } from './vetting.ts';

export const VettingReviewTable = new EntitySchema<VettingReview>({
  name: 'vetting_review',
  tableName: 'vetting_review',
  columns: {
    reviewId: { name: 'review_id', type: 'uuid', primary: true },
    opportunityId: { name: 'opportunity_id', type: 'uuid' },
    revision: { type: 'int4' },
    companyId: { name: 'company_id', type: 'uuid' },
    reviewerRef: { name: 'reviewer_ref', type: 'uuid' },
    outcome: { type: 'text' },
    findings: { type: 'jsonb' },
    reasons: { type: 'text', array: true },
    decidedAt: { name: 'decided_at', type: 'timestamptz' },
  },
});

export const ApprovalTable = new EntitySchema<Approval>({
  name: 'opportunity_approval',
  tableName: 'opportunity_approval',
  columns: {
    opportunityId: { name: 'opportunity_id', type: 'uuid', primary: true },
    revision: { type: 'int4', primary: true },
    companyId: { name: 'company_id', type: 'uuid' },
    reviewersNeeded: { name: 'reviewers_needed', type: 'int4' },
    firstReviewer: { name: 'first_reviewer', type: 'uuid' },
    secondReviewer: { name: 'second_reviewer', type: 'uuid', nullable: true },
    approvedAt: { name: 'approved_at', type: 'timestamptz' },
    copiedFrom: { name: 'copied_from', type: 'int4', nullable: true },
  },
});

const ADD_IF_FIRST = `
  INSERT INTO vetting_review (review_id, opportunity_id, revision, company_id, reviewer_ref, outcome, findings, reasons, decided_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT ON CONSTRAINT one_review_per_reviewer DO NOTHING`;

const LATEST = `
  SELECT DISTINCT ON (v.opportunity_id, v.revision) review_id AS "reviewId", v.opportunity_id AS "opportunityId", v.revision,
         company_id AS "companyId", reviewer_ref AS "reviewerRef", outcome, findings, reasons, decided_at AS "decidedAt"
  FROM unnest($1::uuid[], $2::integer[]) AS wanted (opportunity_id, revision)
  JOIN vetting_review v ON v.opportunity_id = wanted.opportunity_id AND v.revision = wanted.revision
  ORDER BY v.opportunity_id, v.revision, decided_at DESC, review_id DESC`;

/** Reviews and approvals on one transaction. */
export function vettingStore(manager: EntityManager): Reviews {
  const sql = sqlOf(manager);
  return {
    async addIfFirst(review) {
      const { reviewId, opportunityId, revision, companyId, reviewerRef, outcome, findings, reasons, decidedAt } = review;
      const values = [reviewId, opportunityId, revision, companyId, reviewerRef, outcome, JSON.stringify(findings), reasons, decidedAt];
      return (await sql.query(ADD_IF_FIRST, values)).rowCount === 1;
    },
    async approvers(opportunityId, revision) {
      const reviews = await manager.find(VettingReviewTable, {
        where: { opportunityId, revision, outcome: 'APPROVE' },
        order: { decidedAt: 'ASC', reviewId: 'ASC' },
      });
      return reviews.map(({ reviewerRef }) => reviewerRef);
    },
    async addApproval(approval) {
      await manager.insert(ApprovalTable, approval);
    },
    latestRead: (opportunityId) =>
      manager.findOne(ApprovalTable, { where: { opportunityId, copiedFrom: IsNull() }, order: { revision: 'DESC' } }),
    approvals: (revisions) =>
      manager.find(ApprovalTable, { where: revisions.map(({ opportunityId, revision }) => ({ opportunityId, revision })) }),
    latest: async (revisions) =>
      (await sql.query<VettingReview>(LATEST, [revisions.map((one) => one.opportunityId), revisions.map((one) => one.revision)])).rows,
  };
}
