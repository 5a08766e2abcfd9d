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

const columnsOf = (views: readonly OpportunityView[]): unknown[][] => [
  views.map(({ opportunityId }) => opportunityId),
  views.map(({ companyId }) => companyId),
  views.map(({ version }) => version),
  views.map(({ publication }) => publication),
  views.map(({ revision }) => revision),
  views.map(({ title }) => title),
  views.map(({ terms }) => JSON.stringify({ ...terms, payMin: stored(terms.payMin), payMax: stored(terms.payMax) })),
  views.map(({ companyVerifiedUntil }) => companyVerifiedUntil),
  views.map(({ publishedAt }) => publishedAt),
];

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
    put: async (views) => {
      const written: Pick<Row, 'opportunity_id'>[] = await manager.query(
        `INSERT INTO opportunity_view (${COLUMNS})
         SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::int[], $6::text[], $7::jsonb[], $8::timestamptz[], $9::timestamptz[])
         ON CONFLICT (opportunity_id) DO UPDATE SET (version, publication, revision, title, terms, company_verified_until) =
           (EXCLUDED.version, EXCLUDED.publication, EXCLUDED.revision, EXCLUDED.title, EXCLUDED.terms, EXCLUDED.company_verified_until)
         WHERE opportunity_view.version < EXCLUDED.version RETURNING opportunity_id`,
        columnsOf(views),
      );
      const kept = new Set(written.map(({ opportunity_id }) => opportunity_id));
      return views.filter(({ opportunityId }) => kept.has(opportunityId));
    },
    remove: async (opportunityId) => void (await manager.query('DELETE FROM opportunity_view WHERE opportunity_id = $1', [opportunityId])),
  };
}
