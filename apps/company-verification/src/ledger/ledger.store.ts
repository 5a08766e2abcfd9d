import { sqlOf } from '@crossing/runtime';
import type { EntityManager } from 'typeorm';
import type { Ledger } from './ledger.ts';

const FEE = `
  SELECT version, amount_minor, currency FROM fee_schedule WHERE tier = $1 AND effective_from <= $2::date
  ORDER BY effective_from DESC, version DESC LIMIT 1`;

const ADD = `
  INSERT INTO ledger_entry (entry_id, payer_type, company_id, kind, amount_minor, currency, fee_schedule_version, engagement_id,
                            opportunity_id, posted_at)
  VALUES ($1, 'COMPANY', $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT ON CONSTRAINT one_fee_per_engagement DO NOTHING`;

/** The ledger on one transaction: entries are added, never changed. */
export function ledgerStore(manager: EntityManager): Ledger {
  const sql = sqlOf(manager);
  return {
    async feeFor(tier, on) {
      const { rows } = await sql.query<{ version: string; amount_minor: bigint; currency: string }>(FEE, [tier, on]);
      const [row] = rows;
      if (!row) throw new Error(`The fee schedule has no fee for tier ${tier} on ${on}`);
      return { scheduleVersion: row.version, amount: { amountMinor: row.amount_minor, currency: row.currency } };
    },
    async addIfFirst({ entryId, companyId, kind, amount, feeScheduleVersion, engagementId, opportunityId, postedAt }) {
      const values = [entryId, companyId, kind, amount.amountMinor, amount.currency, feeScheduleVersion, engagementId, opportunityId];
      return (await sql.query(ADD, [...values, postedAt])).rowCount === 1;
    },
    async placements(opportunityId) {
      const { rows } = await sql.query<{ count: bigint }>(
        `SELECT count(*) AS count FROM ledger_entry WHERE opportunity_id = $1 AND kind = 'PLACEMENT_FEE'`,
        [opportunityId],
      );
      return Number(rows[0]!.count);
    },
  };
}
