import type { EntityManager } from 'typeorm';
import type { ClauseOutcome, Outcome } from '../eligibility/decide.ts';
import { decisionFrom, type DecisionRecords, type RecordedDecision } from './decision-record.ts';

interface Row {
  readonly decision_id: string;
  readonly contributor_id: string;
  readonly opportunity_id: string;
  readonly revision: number;
  readonly policy_version: string;
  readonly inputs_hash: string;
  readonly outcome: Outcome;
  readonly clauses: readonly ClauseOutcome[];
  readonly decided_at: Date;
  /** Null to everybody but the person: row-level security hides the evidence. */
  readonly decision: string | null;
}

/** Two rows a decision, because row-level security hides rows, not columns: what both sides read, and the person's evidence. */
export const decisionRecordStore = (manager: EntityManager): DecisionRecords => ({
  add: async ({ decisionId, companyId, snapshot, decision, shared }) => {
    const { contributorId, opportunityId, revision, policyVersion, inputsHash, outcome, clauses, decidedAt } = shared;
    await manager.query(
      `WITH decided AS (
         INSERT INTO eligibility_decision (decision_id, contributor_id, company_id, opportunity_id, revision, policy_version,
           inputs_hash, outcome, clauses, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))
       INSERT INTO eligibility_evidence (decision_id, contributor_id, snapshot, decision) VALUES ($1, $2, $11, $12)`,
      [
        ...[decisionId, contributorId, companyId, opportunityId, revision, policyVersion, inputsHash, outcome],
        ...[JSON.stringify(clauses), decidedAt, snapshot, decision],
      ],
    );
  },
  findMany: async (decisionIds) => {
    const rows: Row[] = await manager.query(
      `SELECT d.*, e.decision FROM eligibility_decision d LEFT JOIN eligibility_evidence e USING (decision_id)
       WHERE d.decision_id = ANY ($1::uuid[])`,
      [decisionIds],
    );
    return rows.map(recorded);
  },
  snapshotOf: async (decisionId) => {
    const rows: { snapshot: string }[] = await manager.query('SELECT snapshot FROM eligibility_evidence WHERE decision_id = $1', [
      decisionId,
    ]);
    return rows[0]?.snapshot ?? null;
  },
});

function recorded(row: Row): RecordedDecision {
  if (row.decision !== null) return { ...decisionFrom(row.decision), decisionId: row.decision_id };
  return {
    decisionId: row.decision_id,
    outcome: row.outcome,
    contributorId: row.contributor_id,
    opportunityId: row.opportunity_id,
    revision: row.revision,
    policyVersion: row.policy_version,
    inputsHash: row.inputs_hash,
    decidedAt: row.decided_at,
    clauses: row.clauses,
    counterfactuals: [],
  };
}
