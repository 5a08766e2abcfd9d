import { sqlOf } from '@crossing/runtime';
import { EntitySchema, type EntityManager } from 'typeorm';
import type { Checks, VerificationCheck } from './check.ts';

export const VerificationCheckTable = new EntitySchema<VerificationCheck>({
  name: 'verification_check',
  tableName: 'verification_check',
  columns: {
    checkId: { name: 'check_id', type: 'uuid', primary: true },
    companyId: { name: 'company_id', type: 'uuid' },
    type: { type: 'text' },
    method: { type: 'text' },
    result: { type: 'text' },
    note: { type: 'text' },
    performedBy: { name: 'performed_by', type: 'uuid', nullable: true },
    performedAt: { name: 'performed_at', type: 'timestamptz' },
    expiresAt: { name: 'expires_at', type: 'timestamptz', nullable: true },
  },
});

const LATEST = `
  SELECT * FROM (
    SELECT DISTINCT ON (company_id, type) check_id AS "checkId", company_id AS "companyId", type, method, result, note,
           performed_by AS "performedBy", performed_at AS "performedAt", expires_at AS "expiresAt"
    FROM verification_check WHERE company_id = ANY ($1)
    ORDER BY company_id, type, performed_at DESC, check_id DESC
  ) latest ORDER BY "performedAt", "checkId"`;

/** Checks on one transaction. */
export function checkStore(manager: EntityManager): Checks {
  const sql = sqlOf(manager);
  return {
    async add(checks) {
      await manager.insert(VerificationCheckTable, [...checks]);
    },
    latest: async (companyIds) => (await sql.query<VerificationCheck>(LATEST, [companyIds])).rows,
  };
}
