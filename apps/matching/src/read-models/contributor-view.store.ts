import type { EntityManager } from 'typeorm';
import type { ContributorView, ContributorViews, ProfileFacts } from './contributor-view.ts';

interface Row {
  readonly contributor_id: string;
  readonly version: number;
  readonly state: string;
  readonly visibility: string;
  readonly profile: ProfileFacts;
}

const view = (row: Row): ContributorView => ({
  contributorId: row.contributor_id,
  version: row.version,
  state: row.state,
  visibility: row.visibility,
  profile: row.profile,
});

export function contributorViewStore(manager: EntityManager): ContributorViews {
  const select = async (rest: string, values: unknown[] = []) => {
    const rows: Row[] = await manager.query(
      `SELECT contributor_id, version, state, visibility, profile FROM contributor_view ${rest}`,
      values,
    );
    return rows.map(view);
  };
  return {
    find: async (contributorId) => (await select('WHERE contributor_id = $1', [contributorId]))[0] ?? null,
    findMany: (contributorIds) => select('WHERE contributor_id = ANY ($1::uuid[])', [contributorIds]),
    count: async () => {
      const rows: { readonly count: number }[] = await manager.query('SELECT count(*)::integer AS count FROM contributor_view');
      return rows[0]!.count;
    },
    page: (after, size) => select('WHERE $1::uuid IS NULL OR contributor_id > $1::uuid ORDER BY contributor_id LIMIT $2', [after, size]),
    put: async (views) => {
      await manager.query(
        `INSERT INTO contributor_view (contributor_id, version, state, visibility, profile)
         SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::jsonb[])
         ON CONFLICT (contributor_id) DO UPDATE SET (version, state, visibility, profile) =
           (EXCLUDED.version, EXCLUDED.state, EXCLUDED.visibility, EXCLUDED.profile)
         WHERE contributor_view.version < EXCLUDED.version`,
        [
          views.map(({ contributorId }) => contributorId),
          views.map(({ version }) => version),
          views.map(({ state }) => state),
          views.map(({ visibility }) => visibility),
          views.map(({ profile }) => JSON.stringify(profile)),
        ],
      );
    },
    remove: async (contributorId) => void (await manager.query('DELETE FROM contributor_view WHERE contributor_id = $1', [contributorId])),
  };
}
