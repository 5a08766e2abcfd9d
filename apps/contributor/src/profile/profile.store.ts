import { sqlOf } from '@crossing/runtime';
import { EntitySchema, type EntityManager } from 'typeorm';
import type { ProfileDecision } from '../vetting/decision.ts';
import type { Profile, Profiles } from './profile.ts';

type Row = Omit<Profile, 'decision'>;

export const ProfileTable = new EntitySchema<Row>({
  name: 'profile',
  columns: {
    contributorId: { type: 'uuid', primary: true, name: 'contributor_id' },
    version: { type: 'int' },
    state: { type: 'text' },
    stateBefore: { type: 'text', name: 'state_before', nullable: true },
    displayName: { type: 'text', name: 'display_name' },
    headline: { type: 'text' },
    countryOfResidence: { type: 'text', name: 'country_of_residence' },
    timeZone: { type: 'text', name: 'time_zone' },
    languages: { type: 'jsonb' },
    professions: { type: 'jsonb' },
    domains: { type: 'text', array: true },
    contentOptIns: { type: 'text', array: true, name: 'content_opt_ins' },
    visibility: { type: 'text' },
    discoveredThrough: { type: 'text', name: 'discovered_through' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    confirmedAt: { type: 'timestamptz', name: 'confirmed_at' },
    submittedAt: { type: 'timestamptz', name: 'submitted_at', nullable: true },
    admittedAt: { type: 'timestamptz', name: 'admitted_at', nullable: true },
  },
});

interface DecisionRow {
  readonly contributor_id: string;
  readonly outcome: ProfileDecision['outcome'];
  readonly criteria: ProfileDecision['criteria'];
  readonly reapply_after: string | null;
  readonly decided_by: string;
  readonly decided_at: Date;
}

const LATEST_DECISIONS = `SELECT DISTINCT ON (contributor_id) * FROM profile_decision WHERE contributor_id = ANY ($1::uuid[])
  ORDER BY contributor_id, profile_version DESC`;

/** Profiles in PostgreSQL, each with its latest decision. */
export function profileStore(manager: EntityManager): Profiles {
  const table = manager.getRepository(ProfileTable);

  async function withDecisions(rows: readonly Row[]): Promise<Profile[]> {
    if (rows.length === 0) return [];
    const found: DecisionRow[] = await manager.query(LATEST_DECISIONS, [rows.map(({ contributorId }) => contributorId)]);
    const latest = new Map(found.map((row) => [row.contributor_id, decisionOf(row)]));
    return rows.map((row) => ({ ...row, decision: latest.get(row.contributorId) ?? null }));
  }
  const one = async (row: Row | null): Promise<Profile | null> => (row ? (await withDecisions([row]))[0]! : null);

  return {
    find: async (contributorId) => one(await table.findOneBy({ contributorId })),
    lock: async (contributorId) => one(await table.findOne({ where: { contributorId }, lock: { mode: 'pessimistic_write' } })),
    async addIfNone({ decision: _none, ...row }) {
      const { raw } = (await table.createQueryBuilder().insert().values(written(row)).orIgnore().returning('contributor_id').execute()) as {
        raw: unknown[];
      };
      return raw.length === 1;
    },
    async update({ decision: _kept, ...row }) {
      const { contributorId, version } = row;
      const { affected } = await table.update({ contributorId, version: version - 1 }, written(row));
      if (affected !== 1) throw new Error(`Profile ${contributorId} is not at version ${version - 1} any more`);
    },
    addDecision: ({ contributorId, version, decision }) => addDecision(manager, contributorId, version, decision!),
    async awaitingVetting(reader, { first, after }) {
      const { rows } = await sqlOf(manager).query<{ contributor_id: string }>(
        `SELECT contributor_id FROM profile WHERE state = 'SUBMITTED' AND contributor_id <> $1
           AND ($2::timestamptz IS NULL OR (submitted_at, contributor_id) > ($2, $3::uuid))
         ORDER BY submitted_at, contributor_id LIMIT $4`,
        [reader, after?.[0] ?? null, after?.[1] ?? null, first + 1],
      );
      return byIds(rows.map(({ contributor_id }) => contributor_id));
    },
  };

  async function byIds(ids: readonly string[]): Promise<Profile[]> {
    if (ids.length === 0) return [];
    const rows = await table.createQueryBuilder('p').where('p.contributor_id = ANY (:ids)', { ids }).getMany();
    const known = new Map((await withDecisions(rows)).map((profile) => [profile.contributorId, profile]));
    return ids.map((id) => known.get(id)!);
  }
}

// jsonb and arrays are mutable to TypeORM; ours are not.
const written = (row: Row) => ({
  ...row,
  languages: [...row.languages],
  professions: [...row.professions],
  domains: [...row.domains],
  contentOptIns: [...row.contentOptIns],
});

async function addDecision(manager: EntityManager, contributorId: string, version: number, decision: ProfileDecision): Promise<void> {
  const { outcome, criteria, reapplyAfter, decidedBy, decidedAt } = decision;
  await manager.query(
    `INSERT INTO profile_decision (contributor_id, profile_version, outcome, criteria, reapply_after, decided_by, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [contributorId, version, outcome, JSON.stringify(criteria), reapplyAfter, decidedBy, decidedAt],
  );
}

const decisionOf = ({ outcome, criteria, reapply_after, decided_by, decided_at }: DecisionRow): ProfileDecision => ({
  outcome,
  criteria,
  reapplyAfter: reapply_after,
  decidedBy: decided_by,
  decidedAt: decided_at,
});
