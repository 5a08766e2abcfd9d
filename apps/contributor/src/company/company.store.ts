import type { EntityManager } from 'typeorm';
import type { Companies } from './company.ts';

/** Companies as company-verification last described them. */
export const companyStore = (manager: EntityManager): Companies => ({
  async put(companies) {
    await manager.query(
      `INSERT INTO company (company_id, version, state, verified_until)
       SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[])
       ON CONFLICT (company_id) DO UPDATE SET (version, state, verified_until) = (excluded.version, excluded.state, excluded.verified_until)
       WHERE company.version < excluded.version`,
      [
        companies.map(({ companyId }) => companyId),
        companies.map(({ version }) => version),
        companies.map(({ state }) => state),
        companies.map(({ verifiedUntil }) => verifiedUntil),
      ],
    );
  },
  remove: async (companyId) => void (await manager.query('DELETE FROM company WHERE company_id = $1', [companyId])),
});
