import { sqlOf } from '@crossing/runtime';
import type { EntityManager } from 'typeorm';
import type { OpportunityReads, OpportunityView, PublishedTerms } from './opportunity.ts';
import { termsFromJson, type JsonTerms } from './terms-json.ts';

const VIEW = `opportunity_id AS "opportunityId", company_id AS "companyId", publication, published_at AS "publishedAt"`;

// The row itself where row-level security lets the caller in; otherwise the card of one that was ever published.
const SEEN = `
  WITH own AS (SELECT ${VIEW}, version FROM opportunity WHERE opportunity_id = ANY ($1))
  SELECT * FROM own
  UNION ALL
  SELECT ${VIEW}, NULL FROM opportunity_card
  WHERE opportunity_id = ANY ($1) AND opportunity_id NOT IN (SELECT "opportunityId" FROM own)`;

const PUBLISHED_TERMS = `
  SELECT o.opportunity_id AS "opportunityId", r.revision, r.terms
  FROM opportunity o JOIN opportunity_revision r ON r.opportunity_id = o.opportunity_id AND r.revision = o.published_revision
  WHERE o.opportunity_id = ANY ($1)
  UNION ALL
  SELECT opportunity_id, revision, terms FROM visible_opportunity($2) v
  WHERE opportunity_id = ANY ($1) AND NOT EXISTS (SELECT 1 FROM opportunity own WHERE own.opportunity_id = v.opportunity_id)`;

// A domain also finds the fields below it.
const VISIBLE = `
  SELECT ${VIEW}, NULL AS version FROM visible_opportunity($1)
  WHERE ($2::text[] IS NULL OR work_type = ANY ($2))
    AND ($3::text[] IS NULL OR domain = ANY ($3) OR split_part(domain, '.', 1) = ANY ($3))
    AND ($4::integer[] IS NULL OR complexity_tier = ANY ($4))
    AND ($5::text[] IS NULL OR company_kind = ANY ($5))
    AND ($6::timestamptz IS NULL OR (published_at, opportunity_id) < ($6, $7::uuid))
  ORDER BY published_at DESC, opportunity_id DESC LIMIT $8`;

// The caller's own rows, drafts included, and of other companies what can be seen now.
const OF_COMPANIES = `
  SELECT found.* FROM unnest($1::uuid[]) AS wanted (id)
  CROSS JOIN LATERAL (
    SELECT ${VIEW}, version FROM opportunity
    WHERE company_id = wanted.id AND ($3::uuid IS NULL OR opportunity_id < $3)
    UNION ALL
    SELECT ${VIEW}, NULL FROM visible_opportunity($2)
    WHERE company_id = wanted.id AND ($3::uuid IS NULL OR opportunity_id < $3)
      AND NOT EXISTS (SELECT 1 FROM company own WHERE own.company_id = wanted.id)
    ORDER BY "opportunityId" DESC LIMIT $4
  ) found`;

const AWAITING = `
  SELECT o.opportunity_id AS "opportunityId", o.company_id AS "companyId", publication, published_at AS "publishedAt", o.version,
         r.submitted_at AS "submittedAt"
  FROM opportunity_revision r
  JOIN opportunity o ON o.opportunity_id = r.opportunity_id
  JOIN company c ON c.company_id = o.company_id
  WHERE r.state = 'SUBMITTED' AND c.registered_by IS DISTINCT FROM $1 AND NOT o.company_id = ANY ($2)
    AND NOT EXISTS (SELECT 1 FROM vetting_review v
      WHERE v.opportunity_id = r.opportunity_id AND v.revision = r.revision AND v.reviewer_ref = $1)
    AND ($3::timestamptz IS NULL OR (r.submitted_at, r.opportunity_id) > ($3, $4::uuid))
  ORDER BY r.submitted_at, r.opportunity_id LIMIT $5`;

// By the exchange rates of the day on which each revision was submitted.
const PUBLISHED_PAY = `
  SELECT count(pay_max_usd_cents) AS count, percentile_disc(0.99) WITHIN GROUP (ORDER BY pay_max_usd_cents) AS p99 FROM published_opportunity`;

/** What readers see of opportunities, on one transaction: one statement a list. */
export function opportunityReads(manager: EntityManager): OpportunityReads {
  const sql = sqlOf(manager);
  return {
    async publishedPay() {
      const { rows } = await sql.query<{ count: bigint; p99: bigint | null }>(PUBLISHED_PAY);
      return { count: Number(rows[0]!.count), p99UsdCents: rows[0]!.p99 };
    },
    seen: async (opportunityIds) => (await sql.query<OpportunityView>(SEEN, [opportunityIds])).rows,
    async publishedTerms(opportunityIds, now) {
      const { rows } = await sql.query<Omit<PublishedTerms, 'terms'> & { terms: JsonTerms }>(PUBLISHED_TERMS, [opportunityIds, now]);
      return rows.map((row) => ({ ...row, terms: termsFromJson(row.terms) }));
    },
    async visible({ workTypes, domains, complexityTiers, companyKinds }, { first, after }, now) {
      const values = [now, workTypes, domains, complexityTiers, companyKinds, after?.[0] ?? null, after?.[1] ?? null, first + 1];
      return (await sql.query<OpportunityView>(VISIBLE, values)).rows;
    },
    ofCompanies: async (companyIds, { first, after }, now) =>
      (await sql.query<OpportunityView>(OF_COMPANIES, [companyIds, now, after?.[0] ?? null, first + 1])).rows,
    async awaitingVetting({ subject, companyIds }, { first, after }) {
      const values = [subject, companyIds, after?.[0] ?? null, after?.[1] ?? null, first + 1];
      return (await sql.query<OpportunityView & { submittedAt: Date }>(AWAITING, values)).rows;
    },
  };
}
