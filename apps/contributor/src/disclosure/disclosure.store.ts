import type { EntityManager } from 'typeorm';
import type { Disclosure, Disclosures } from './disclosure.ts';

/** Disclosures in PostgreSQL. */
export function disclosureStore(manager: EntityManager): Disclosures {
  const insert = async ({ sourceId, companyId, contributorId, until }: Disclosure, whenThere: string): Promise<void> => {
    await manager.query(
      `INSERT INTO disclosure (source_id, company_id, contributor_id, until) VALUES ($1, $2, $3, coalesce($4::timestamptz, 'infinity'))
       ON CONFLICT (source_id) ${whenThere}`,
      [sourceId, companyId, contributorId, until],
    );
  };
  return {
    put: (disclosure) => insert(disclosure, 'DO UPDATE SET until = excluded.until'),
    addIfNone: (disclosure) => insert(disclosure, 'DO NOTHING'),
  };
}
