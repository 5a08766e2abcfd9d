import type { EntityManager } from 'typeorm';
import type { CompanyViews } from './company-view.ts';

interface Row {
  readonly company_id: string;
  readonly version: number;
  readonly state: string;
  readonly verified_until: Date | null;
}

export const companyViewStore = (manager: EntityManager): CompanyViews => ({
  find: async (companyId) => {
    const rows: Row[] = await manager.query('SELECT company_id, version, state, verified_until FROM company_view WHERE company_id = $1', [
      companyId,
    ]);
    const [row] = rows;
    return row ? { companyId: row.company_id, version: row.version, state: row.state, verifiedUntil: row.verified_until } : null;
  },
  put: async (views) => {
    await manager.query(
      `INSERT INTO company_view (company_id, version, state, verified_until)
       SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[])
       ON CONFLICT (company_id) DO UPDATE SET (version, state, verified_until) =
         (EXCLUDED.version, EXCLUDED.state, EXCLUDED.verified_until)
       WHERE company_view.version < EXCLUDED.version`,
      [
        views.map(({ companyId }) => companyId),
        views.map(({ version }) => version),
        views.map(({ state }) => state),
        views.map(({ verifiedUntil }) => verifiedUntil),
      ],
    );
  },
  remove: async (companyId) => void (await manager.query('DELETE FROM company_view WHERE company_id = $1', [companyId])),
});
