import { randomUUID } from 'node:crypto';
import { constraintOf } from '@crossing/runtime';
import type { Person } from '@crossing/subgraph';
import { anonymous, aPerson, aReviewer, driftOf } from '@crossing/testkit';
import { aMember } from './spec-matching.ts';
import { openScene, type Scene } from './spec-scene.ts';

const TENANT_TABLES = ['eligibility_decision', 'application', 'offer', 'engagement', 'work_record', 'obligation'];
const PRIVATE_TABLES = ['work_preferences', 'eligibility_evidence'];

describe('row-level security', () => {
  let scene: Scene;
  let nova: Person;
  let companyId: string;
  let olga: Person;
  beforeAll(async () => {
    scene = await openScene();
    const engaged = await scene.engaged();
    ({ nova, companyId, olga } = engaged);
    await scene.setWorkPreferences(nova, { hoursPerWeek: { min: 1, max: 30 }, minHourly: null });
    const { workRecordId } = await scene.work(nova, engaged.engagementId);
    await scene.acceptWork(olga, { workRecordId });
  });
  afterAll(() => scene.close());

  const countAs = (caller: Parameters<Scene['app']['uow']['read']>[0], tables: readonly string[]) =>
    scene.app.uow.read(caller, async ({ sql }) => {
      const counts: number[] = [];
      for (const table of tables) counts.push((await sql.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]!.n);
      return counts;
    });

  it('shows each row to the person, to every member of the company and to trust reviewers', async () => {
    const one = TENANT_TABLES.map(() => 1);

    for (const caller of [nova, olga, aMember(companyId, 'VIEWER'), aReviewer()]) expect(await countAs(caller, TENANT_TABLES)).toEqual(one);
  });

  it('shows nothing to anybody else', async () => {
    const none = TENANT_TABLES.map(() => 0);

    for (const caller of [anonymous, aPerson(), aMember(randomUUID(), 'OWNER'), aReviewer({ staffRoles: ['ANALYST'] })]) {
      expect(await countAs(caller, TENANT_TABLES)).toEqual(none);
    }
  });

  it('keeps preferences and evidence for the person alone', async () => {
    expect(await countAs(nova, PRIVATE_TABLES)).toEqual([1, 1]);
    for (const caller of [olga, aReviewer(), aPerson(), anonymous]) expect(await countAs(caller, PRIVATE_TABLES)).toEqual([0, 0]);
  });

  it('is forced, so that not even the owner of the tables is above it', async () => {
    const rows = await scene.test.query<{ relname: string }>(
      `SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
       WHERE nspname = 'matching' AND relrowsecurity AND relforcerowsecurity ORDER BY relname`,
    );

    expect(rows.map(({ relname }) => relname)).toEqual([...TENANT_TABLES, ...PRIVATE_TABLES].sort());
  });

  it.each([
    ['an offer’s pay', 'UPDATE offer SET pay_minor = 1'],
    ['an offer’s hash', `UPDATE offer SET terms_hash = ''`],
    ['what is owed', 'UPDATE obligation SET amount_minor = 0'],
    ['to whom it is owed', 'UPDATE obligation SET contributor_id = company_id'],
    ['a decision', `UPDATE eligibility_decision SET outcome = 'INELIGIBLE'`],
    ['the quantity of work', 'UPDATE work_record SET quantity = 1'],
    ['how many seats there are', 'UPDATE seat_allocation SET seats = 99'],
    ['a read model', `UPDATE company_view SET state = 'VERIFIED'`],
  ])('and grants let nobody change %s', async (_what, statement) => {
    const change = scene.app.uow.transact(olga, ({ sql }) => sql.query(statement));

    await expect(change).rejects.toThrow(/permission denied/);
  });

  it('a member cannot write a row for a company of others', async () => {
    const foreign = scene.app.uow.transact(olga, ({ sql }) =>
      sql.query(
        `INSERT INTO obligation SELECT $1, work_record_id, engagement_id, contributor_id, $2, amount_minor, amount_currency, accrued_at, due_at, state, 1
         FROM obligation`,
        [randomUUID(), randomUUID()],
      ),
    );

    await expect(foreign).rejects.toThrow(/row-level security/);
    const twice = scene.app.uow
      .transact(olga, ({ sql }) =>
        sql.query(
          `INSERT INTO obligation SELECT $1, work_record_id, engagement_id, contributor_id, company_id, amount_minor, amount_currency, accrued_at, due_at, state, 1
           FROM obligation`,
          [randomUUID()],
        ),
      )
      .catch(constraintOf);
    expect(await twice).toBe('one_obligation');
  });
});

describe('the tables', () => {
  it('are what the entities say', async () => {
    const scene = await openScene();

    expect(await driftOf(scene.test.database.app)).toEqual([]);
    await scene.close();
  });
});
