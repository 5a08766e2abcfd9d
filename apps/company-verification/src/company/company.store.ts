import { sqlOf } from '@crossing/runtime';
import { EntitySchema, type EntityManager } from 'typeorm';
import type { Companies, Company, CompanyView } from './company.ts';

export const CompanyTable = new EntitySchema<Company>({
  name: 'company',
  tableName: 'company',
  columns: {
    companyId: { name: 'company_id', type: 'uuid', primary: true },
    registeredBy: { name: 'registered_by', type: 'uuid', nullable: true },
    version: { type: 'int4' },
    state: { type: 'text' },
    legalName: { name: 'legal_name', type: 'text', nullable: true },
    kind: { type: 'text', nullable: true },
    registrationCountry: { name: 'registration_country', type: 'text', nullable: true },
    registrationNumber: { name: 'registration_number', type: 'text', nullable: true },
    lei: { type: 'text', nullable: true },
    domains: { type: 'text', array: true },
    paymentTermsDays: { name: 'payment_terms_days', type: 'int4', nullable: true },
    feePolicySignedBy: { name: 'fee_policy_signed_by', type: 'text', nullable: true },
    feePolicyAttestedAt: { name: 'fee_policy_attested_at', type: 'timestamptz', nullable: true },
    reasons: { type: 'text', array: true },
    decidedBy: { name: 'decided_by', type: 'uuid', nullable: true },
    createdAt: { name: 'created_at', type: 'timestamptz' },
    savedAt: { name: 'saved_at', type: 'timestamptz', nullable: true },
    submittedAt: { name: 'submitted_at', type: 'timestamptz', nullable: true },
    verifiedAt: { name: 'verified_at', type: 'timestamptz', nullable: true },
    verifiedUntil: { name: 'verified_until', type: 'timestamptz', nullable: true },
  },
});

interface ViewRow {
  readonly company_id: string;
  readonly legal_name: string | null;
  readonly kind: CompanyView['kind'];
  readonly registration_country: string | null;
  readonly state: CompanyView['state'];
  readonly verified_until: Date | null;
  readonly version: number | null;
  readonly reasons: string[] | null;
  readonly submitted_at: Date | null;
}

// The row itself where row-level security lets the caller in; otherwise the card of a company that was ever verified.
const SEEN = `
  WITH own AS (
    SELECT company_id, legal_name, kind, registration_country, state, may_publish, verified_until, version, reasons, submitted_at
    FROM company WHERE company_id = ANY ($1)
  ), seen AS (
    SELECT * FROM own
    UNION ALL
    SELECT company_id, legal_name, kind, registration_country, state, may_publish, verified_until, NULL, NULL, NULL
    FROM company_card WHERE company_id = ANY ($1) AND company_id NOT IN (SELECT company_id FROM own)
  )
  SELECT company_id, legal_name, kind, registration_country, verified_until, version, reasons, submitted_at,
         CASE WHEN may_publish AND verified_until <= $2 THEN 'EXPIRED' ELSE state END AS state
  FROM seen`;

const AWAITING = `
  SELECT company_id, legal_name, kind, registration_country, verified_until, version, reasons, submitted_at,
         CASE WHEN may_publish AND verified_until <= $5 THEN 'EXPIRED' ELSE state END AS state
  FROM company
  WHERE state IN ('SUBMITTED', 'REVERIFICATION_DUE')
    AND registered_by IS DISTINCT FROM $1 AND NOT company_id = ANY ($2)
    AND ($3::timestamptz IS NULL OR (submitted_at, company_id) > ($3, $4))
  ORDER BY submitted_at, company_id LIMIT $6`;

/** Companies on one transaction. */
export function companyStore(manager: EntityManager): Companies {
  const sql = sqlOf(manager);
  return {
    find: (companyId) => manager.findOneBy(CompanyTable, { companyId }),
    lock: (companyId) => manager.findOne(CompanyTable, { where: { companyId }, lock: { mode: 'pessimistic_write' } }),
    async addIfNone(company) {
      await manager.createQueryBuilder().insert().into(CompanyTable).values(company).orIgnore().updateEntity(false).execute();
    },
    async nameFounder(companyId, registeredBy) {
      await sql.query('UPDATE company SET registered_by = $2 WHERE company_id = $1 AND registered_by IS NULL', [companyId, registeredBy]);
    },
    async update({ companyId, ...company }) {
      const { affected } = await manager.update(CompanyTable, { companyId, version: company.version - 1 }, company);
      if (affected !== 1) throw new Error(`Company ${companyId} was not at version ${company.version - 1}, though it was locked`);
    },
    async seen(companyIds, now) {
      return (await sql.query<ViewRow>(SEEN, [companyIds, now])).rows.map(toView);
    },
    async awaitingDecision({ subject, companyIds, now }, { first, after }) {
      const values = [subject, companyIds, after?.[0] ?? null, after?.[1] ?? null, now, first + 1];
      return (await sql.query<ViewRow>(AWAITING, values)).rows.map(toView);
    },
  };
}

const toView = (row: ViewRow): CompanyView => ({
  companyId: row.company_id,
  legalName: row.legal_name,
  kind: row.kind,
  registrationCountry: row.registration_country,
  state: row.state,
  verifiedUntil: row.verified_until,
  version: row.version,
  reasons: row.reasons,
  submittedAt: row.submitted_at,
});
