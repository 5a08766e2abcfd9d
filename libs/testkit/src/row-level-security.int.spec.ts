import { holesInTheWall, testDatabase, type TestDatabase } from './index.ts';

/** A service of this file alone: its roles belong to the whole cluster, and one of them is spoilt below. */
const SERVICE = 'walled';
const PARTED = `CREATE TABLE walled.note (subject uuid);
  ALTER TABLE walled.note OWNER TO walled_owner;
  ALTER TABLE walled.note ENABLE ROW LEVEL SECURITY;
  ALTER TABLE walled.note FORCE ROW LEVEL SECURITY;
  GRANT SELECT ON walled.note TO walled_app;
  CREATE POLICY own ON walled.note TO walled_app USING (subject = walled.app_subject());`;

describe('holesInTheWall', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase({ service: SERVICE });
    await test.query(PARTED);
  });
  afterAll(() => test.drop());

  /** What the walk says after a statement that is undone again. */
  async function holesAfter(change: string, undo: string): Promise<string[]> {
    await test.query(change);
    try {
      return await holesInTheWall(test, SERVICE, {});
    } finally {
      await test.query(undo);
    }
  }

  it('finds none where every table that requests reach is parted', async () => {
    expect(await holesInTheWall(test, SERVICE, {})).toEqual([]);
  });

  it.each([
    ['note has no row-level security', 'DISABLE ROW LEVEL SECURITY', 'ENABLE ROW LEVEL SECURITY'],
    ['note does not force row-level security on its owner', 'NO FORCE ROW LEVEL SECURITY', 'FORCE ROW LEVEL SECURITY'],
    [
      'note belongs to walled_app, which its policies are to hold',
      'OWNER TO walled_app',
      'OWNER TO walled_owner; GRANT SELECT ON walled.note TO walled_app',
    ],
  ])('says: %s', async (hole, change, undo) => {
    expect(await holesAfter(`ALTER TABLE walled.note ${change}`, `ALTER TABLE walled.note ${undo}`)).toEqual([hole]);
  });

  it.each([
    ['walled_app bypasses row-level security', 'ROLE walled_app BYPASSRLS', 'ROLE walled_app NOBYPASSRLS'],
    ['walled_worker is a superuser', 'ROLE walled_worker SUPERUSER', 'ROLE walled_worker NOSUPERUSER'],
  ])('says: %s', async (hole, change, undo) => {
    expect(await holesAfter(`ALTER ${change}`, `ALTER ${undo}`)).toContain(hole);
  });

  it('says that a role may act as the owner', async () => {
    expect(await holesAfter('GRANT walled_owner TO walled_app', 'REVOKE walled_owner FROM walled_app')).toContain(
      'walled_app can act as the owner of the tables',
    );
  });

  it('says that a policy lets everybody in, or that there is none', async () => {
    const again = 'CREATE POLICY own ON walled.note TO walled_app USING (subject = walled.app_subject())';

    expect(await holesAfter('CREATE POLICY all_of_it ON walled.note USING (true)', 'DROP POLICY all_of_it ON walled.note')).toEqual([
      'note lets requests see or write every row',
    ]);
    expect(await holesAfter('DROP POLICY own ON walled.note', again)).toEqual(['note has no policy for requests']);
  });

  it('leaves alone what requests cannot reach, and what is listed; not what is listed in vain', async () => {
    await test.query('CREATE TABLE walled.shut (subject uuid)');
    expect(await holesInTheWall(test, SERVICE, {})).toEqual([]);

    await test.query('GRANT SELECT (subject) ON walled.shut TO walled_app');
    expect(await holesInTheWall(test, SERVICE, { shut: 'for the test' })).toEqual([]);
    expect(await holesInTheWall(test, SERVICE, { shut: 'for the test', note: 'in vain' })).toEqual([
      'note is on the list of open tables and is not open: take it off',
    ]);
  });
});
