import { testDatabase, type TestDatabase } from '@crossing/testkit';
import { sqlOf, withPrincipal } from './database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase({ service: 'parcel-post' });
  await test.query('CREATE TABLE parcel_post.weighed (label text, grams integer); GRANT SELECT ON parcel_post.weighed TO PUBLIC');
});
afterAll(() => test.drop());

const prepared = `SELECT statement, (generic_plans + custom_plans)::int AS runs FROM pg_prepared_statements`;

describe('a statement of a service', () => {
  it('is prepared once a connection, whoever runs it', async () => {
    const text = 'SELECT label FROM weighed WHERE grams > $1';
    const rows = await withPrincipal(test.database, { kind: 'system' }, async (manager) => {
      await sqlOf(manager).query(text, [1]);
      await manager.query(text, [2]);
      return (await sqlOf(manager).query<{ statement: string; runs: number }>(prepared)).rows;
    });
    expect(rows.filter(({ statement }) => statement === text)).toEqual([{ statement: text, runs: 2 }]);
  });

  it('runs again after a migration has changed its columns', async () => {
    const read = () => test.database.worker.query('SELECT * FROM weighed WHERE grams > $1', [0]);
    await test.query(`INSERT INTO parcel_post.weighed VALUES ('book', 300)`);
    await read();
    await test.query('ALTER TABLE parcel_post.weighed ADD COLUMN fragile boolean');

    await expect(read()).rejects.toMatchObject({ code: '0A000' });

    expect(await read()).toEqual([{ label: 'book', grams: 300, fragile: null }]);
  });

  it('is not kept when there are ever new ones', async () => {
    const kept = await withPrincipal(test.database, { kind: 'system' }, async (manager) => {
      for (let n = 0; n < 600; n += 1) await manager.query(`SELECT $1::int + ${n} AS sum`, [n]);
      return (await sqlOf(manager).query(prepared)).rowCount;
    });
    expect(kept).toBeGreaterThan(450);
    expect(kept).toBeLessThan(550);
  });
});
