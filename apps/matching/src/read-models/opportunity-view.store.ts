import type { Money } from '@crossing/kernel';
import type { EntityManager } from 'typeorm';
import type { OpportunityView, OpportunityViews, PublishedTerms } from './opportunity-view.ts';

interface StoredMoney {
  readonly amountMinor: string;
  readonly currency: string;
}

interface Row {
  readonly opportunity_id: string;
  readonly company_id: string;
  readonly version: number;
  readonly publication: string;
  readonly revision: number;
  readonly title: string;
  readonly terms: Omit<PublishedTerms, 'payMin' | 'payMax'> & { readonly payMin: StoredMoney; readonly payMax: StoredMoney };
  readonly company_verified_until: Date | null;
  readonly published_at: Date;
}

const money = ({ amountMinor, currency }: StoredMoney): Money => ({ amountMinor: BigInt(amountMinor), currency });
const stored = ({ amountMinor, currency }: Money): StoredMoney => ({ amountMinor: amountMinor.toString(), currency });

const view = (row: Row): OpportunityView => ({
  opportunityId: row.opportunity_id,
  companyId: row.company_id,
  version: row.version,
  publication: row.publication,
  revision: row.revision,
  title: row.title,
  terms: { ...row.terms, payMin: money(row.terms.payMin), payMax: money(row.terms.payMax) },
  companyVerifiedUntil: row.company_verified_until,
  publishedAt: row.published_at,
});

const COLUMNS = 'opportunity_id, company_id, version, publication, revision, title, terms, company_verified_until, published_at';

export function opportunityViewStore(manager: EntityManager): OpportunityViews {
  const select = async (rest: string, values: unknown[] = []) => {
    const rows: Row[] = await manager.query(`SELECT ${COLUMNS} FROM opportunity_view ${rest}`, values);
    return rows.map(view);
  };
  return {
    find: async (opportunityId) => (await select('WHERE opportunity_id = $1', [opportunityId]))[0] ?? null,
    findMany: (opportunityIds) => select('WHERE opportunity_id = ANY ($1::uuid[])', [opportunityIds]),
    page: (after, size) => select('WHERE $1::uuid IS NULL OR opportunity_id > $1::uuid ORDER BY opportunity_id LIMIT $2', [after, size]),
    put: async ({ opportunityId, companyId, version, publication, revision, title, terms, companyVerifiedUntil, publishedAt }) => {
      const written: unknown[] = await manager.query(
        `INSERT INTO opportunity_view (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (opportunity_id) DO UPDATE SET (version, publication, revision, title, terms, company_verified_until) =
           (EXCLUDED.version, EXCLUDED.publication, EXCLUDED.revision, EXCLUDED.title, EXCLUDED.terms, EXCLUDED.company_verified_until)
         WHERE opportunity_view.version < EXCLUDED.version RETURNING version`,
        [
          ...[opportunityId, companyId, version, publication, revision, title],
          ...[JSON.stringify({ ...terms, payMin: stored(terms.payMin), payMax: stored(terms.payMax) }), companyVerifiedUntil, publishedAt],
        ],
      );
      return written.length === 1;
    },
    remove: async (opportunityId) => void (await manager.query('DELETE FROM opportunity_view WHERE opportunity_id = $1', [opportunityId])),
  };
}
