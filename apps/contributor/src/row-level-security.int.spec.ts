import { randomUUID } from 'node:crypto';
import { withPrincipal } from '@crossing/runtime';
import { globalId, principalOf, type Caller } from '@crossing/subgraph';
import { anonymous, aPerson, aReviewer, aSystem } from '@crossing/testkit';
import type { Context } from './context.ts';
import { contributorOnDatabase, type ContributorOnDatabase } from './spec-contributor.ts';

describe('row-level security', () => {
  let world: ContributorOnDatabase;
  const [nova, olga] = [aPerson(), aPerson({ companies: [{ id: randomUUID(), role: 'OWNER' }] })];
  const companyId = olga.companies[0]!.id;
  const contributorId = nova.subject;

  beforeAll(async () => {
    world = await contributorOnDatabase();
    await world.admitted(nova);
    const disclosure = { sourceId: randomUUID(), companyId, contributorId, until: null };
    await world.app.uow.transact(aSystem(), ({ disclosures }) => disclosures.put(disclosure));
  });
  afterAll(() => world.test.drop());

  /** What a statement of ours would do if a use case forgot to ask who calls. */
  const as = <Row>(caller: Caller, sql: string, values: unknown[] = []): Promise<Row[]> =>
    withPrincipal(world.test.database, principalOf(caller), (manager) => manager.query<Row[]>(sql, values));
  const count = async (caller: Caller, table: string) => (await as(caller, `SELECT 1 FROM ${table}`)).length;

  it('shows profiles and decisions to their person and to reviewers', async () => {
    for (const table of ['profile', 'profile_decision']) {
      expect([await count(nova, table), await count(aReviewer(), table)]).toEqual([1, 1]);
      expect([await count(olga, table), await count(aPerson(), table), await count(anonymous, table)]).toEqual([0, 0, 0]);
    }
  });

  it('shows a disclosure to its two parties', async () => {
    expect([await count(nova, 'disclosure'), await count(olga, 'disclosure')]).toEqual([1, 1]);
    const stranger = aPerson({ companies: [{ id: randomUUID(), role: 'OWNER' }] });
    expect([await count(stranger, 'disclosure'), await count(anonymous, 'disclosure')]).toEqual([0, 0]);
  });

  it('lets nobody change somebody else’s profile, and nobody decide about their own', async () => {
    const rename = `UPDATE profile SET headline = 'x' WHERE contributor_id = $1 RETURNING 1`;
    const decide = `INSERT INTO profile_decision (contributor_id, profile_version, outcome, criteria, decided_by, decided_at)
      VALUES ($1, 9, 'ADMIT', '[1, 2, 3, 4]', $2, '2026-02-01')`;
    const reviewingNova = aReviewer({ subject: contributorId });

    expect((await as<unknown[]>(olga, rename, [contributorId]))[0]).toEqual([]);
    await expect(as(nova, decide, [contributorId, randomUUID()])).rejects.toThrow(/row-level security/);
    await expect(as(aReviewer(), decide, [contributorId, randomUUID()])).rejects.toThrow(/row-level security/);
    await expect(as(reviewingNova, decide, [contributorId, contributorId])).rejects.toThrow(/nobody_decides_about_themselves/);
  });

  it('gives requests no way to write a track record, a disclosure or a company', async () => {
    for (const table of ['track_record_entry', 'disclosure', 'company']) {
      await expect(as(aReviewer(), `DELETE FROM ${table}`)).rejects.toThrow(/permission denied/);
      await expect(as(aReviewer(), `INSERT INTO ${table} DEFAULT VALUES`)).rejects.toThrow(/permission denied/);
    }
  });

  it('holds for references too: a viewer is the caller, a profile one’s own, a stranger an empty stub', async () => {
    type Reference = (reference: object, context: Context) => Promise<object | null>;
    const refer = async (type: string, caller: Caller, id: string) => {
      const { __resolveReference } = world.app.resolvers[type] as { __resolveReference: Reference };
      return __resolveReference({ id }, world.app.createContext(caller) as Context);
    };

    expect(await refer('Viewer', olga, globalId('Viewer', contributorId))).toBeNull();
    expect(await refer('Viewer', nova, globalId('Viewer', contributorId))).not.toBeNull();
    expect(await refer('ContributorProfile', olga, globalId('ContributorProfile', contributorId))).toBeNull();
    expect(await refer('Contributor', olga, globalId('Contributor', contributorId))).toMatchObject({ displayName: 'Nova Firstday' });
    const blank = { displayName: null, headline: null, languages: null, professions: null };
    expect(await refer('Contributor', aPerson(), globalId('Contributor', contributorId))).toEqual({ contributorId, ...blank });
    expect(await refer('Contributor', aPerson(), globalId('Company', contributorId))).toBeNull();
  });
});
