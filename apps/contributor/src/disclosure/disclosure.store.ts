import type { EntityManager } from 'typeorm';
import type { Disclosures } from './disclosure.ts';

/** Disclosures in PostgreSQL. */
export const disclosureStore = (manager: EntityManager): Disclosures => ({
  async put({ sourceId, companyId, contributorId, until }) {
    await manager.query(
      `INSERT INTO disclosure (source_id, company_id, contributor_id, until) VALUES ($1, $2, $3, coalesce($4::timestamptz, 'infinity'))
       ON CONFLICT (source_id) DO UPDATE SET until = excluded.until`,
      [sourceId, companyId, contributorId, until],
    );
  },
});
