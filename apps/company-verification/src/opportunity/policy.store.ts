import { sqlOf } from '@crossing/runtime';
import type { EntityManager } from 'typeorm';
import type { Policy } from './policy.ts';

interface FloorRow {
  readonly country: string;
  readonly minor_per_hour: bigint;
  readonly currency: string;
  readonly policy_version: string;
}

/**
 * Pay policy on one transaction. The 99th percentile is `percentile_disc(0.99)` over the most that each published opportunity
 * pays per hour, in US cents by the exchange rates of the day on which its revision was submitted.
 */
export function policyStore(manager: EntityManager): Policy {
  const sql = sqlOf(manager);
  return {
    async pay() {
      const floors = await sql.query<FloorRow>('SELECT country, minor_per_hour, currency, policy_version FROM pay_floor');
      const rates = await sql.query<{ currency: string; per_usd: string }>('SELECT currency, per_usd FROM exchange_rate');
      return {
        floors: floors.rows.map((row) => ({
          country: row.country,
          rate: { amountMinor: row.minor_per_hour, currency: row.currency },
          policyVersion: row.policy_version,
        })),
        perUsd: Object.fromEntries(rates.rows.map(({ currency, per_usd }) => [currency, per_usd])),
      };
    },
    async publishedPay() {
      const { rows } = await sql.query<{ count: bigint; p99: bigint | null }>(
        `SELECT count(pay_max_usd_cents) AS count, percentile_disc(0.99) WITHIN GROUP (ORDER BY pay_max_usd_cents) AS p99
         FROM published_opportunity`,
      );
      return { count: Number(rows[0]!.count), p99UsdCents: rows[0]!.p99 };
    },
  };
}
