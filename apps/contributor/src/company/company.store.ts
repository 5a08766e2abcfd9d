import type { EntityManager } from 'typeorm';
import type { Companies } from './company.ts';

/** Companies as company-verification last described them. */
export const companyStore = (manager: EntityManager): Companies => ({
  async put({ companyId, version, state, verifiedUntil }) {
    await manager.query(
      `INSERT INTO company (company_id, version, state, verified_until) VALUES ($1, $2, $3, $4)
       ON CONFLICT (company_id) DO UPDATE SET (version, state, verified_until) = (excluded.version, excluded.state, excluded.verified_until)
       WHERE company.version < excluded.version`,
      [companyId, version, state, verifiedUntil],
    );
  },
  remove: async (companyId) => void (await manager.query('DELETE FROM company WHERE company_id = $1', [companyId])),
});
