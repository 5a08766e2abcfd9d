import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase, type TestDatabase } from '@crossing/testkit';
import { assertMigrated, migrate, type MigrateOptions } from './migrate.ts';

const at = new Date('2026-03-01T09:30:00Z');
let test: TestDatabase;
let dir: string;
let options: MigrateOptions;

beforeAll(async () => {
  test = await testDatabase({ service: 'identity' });
});
afterAll(() => test.drop());
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'crossing-migrations-'));
  options = { url: test.url, service: 'warehouse', secret: 'test', sources: [{ name: 'warehouse', dir }], clock: () => at };
});
afterEach(async () => {
  rmSync(dir, { recursive: true });
  await test.query('DROP SCHEMA IF EXISTS warehouse CASCADE');
});

const write = (name: string, sql: string): void => writeFileSync(join(dir, name), sql);

const applied = async (): Promise<string[]> =>
  (await test.query<{ id: string }>(`SELECT id FROM warehouse.migration WHERE id LIKE 'warehouse/%' ORDER BY id`)).map(({ id }) => id);

describe('migrate', () => {
  it('applies each file once, in order, as the owner of the schema', async () => {
    write(
      '0001-shelf.sql',
      'CREATE TABLE shelf (id int PRIMARY KEY, label text DEFAULT $$a::app$$::text); GRANT SELECT ON shelf TO :app, :worker;',
    );
    await migrate(options);
    write('0002-box.sql', 'CREATE TABLE box (id int REFERENCES shelf);');

    await migrate(options);
    await migrate(options);

    expect(await applied()).toEqual(['warehouse/0001-shelf.sql', 'warehouse/0002-box.sql']);
    const tables = await test.query(
      `SELECT tablename, tableowner FROM pg_tables WHERE schemaname = 'warehouse' AND tablename IN ('shelf', 'box')`,
    );
    expect(tables).toEqual(expect.arrayContaining([{ tablename: 'box', tableowner: 'warehouse_owner' }]));
    const [rights] = await test.query(
      `SELECT has_table_privilege('warehouse_app', 'warehouse.shelf', 'SELECT') AS reads,
              has_table_privilege('warehouse_app', 'warehouse.shelf', 'INSERT') AS writes`,
    );
    expect(rights).toEqual({ reads: true, writes: false });
  });

  it('gives the serving roles no way past row-level security', async () => {
    await migrate(options);

    const roles = await test.query(
      `SELECT rolname, rolcanlogin, rolsuper, rolbypassrls FROM pg_roles WHERE rolname LIKE 'warehouse\\_%' ORDER BY rolname`,
    );

    const powerless = { rolcanlogin: true, rolsuper: false, rolbypassrls: false };
    expect(roles).toEqual(['app', 'owner', 'worker'].map((kind) => ({ rolname: `warehouse_${kind}`, ...powerless })));
  });

  it('refuses a role that could look past row-level security', async () => {
    await migrate(options);
    await test.query('ALTER ROLE warehouse_app BYPASSRLS');

    await expect(migrate(options)).rejects.toThrow('Role warehouse_app must be neither superuser nor BYPASSRLS');
    await test.query('ALTER ROLE warehouse_app NOBYPASSRLS');
  });

  it('refuses a file that was applied and has changed since, by its name', async () => {
    write('0001-shelf.sql', 'CREATE TABLE shelf (id int);');
    await migrate(options);
    write('0001-shelf.sql', 'CREATE TABLE shelf (id bigint);');

    await expect(migrate(options)).rejects.toThrow('Migration warehouse/0001-shelf.sql was applied and has changed since');
  });

  it('leaves nothing of a file that fails, and names it', async () => {
    write('0001-shelf.sql', 'CREATE TABLE shelf (id int);');
    write('0002-box.sql', 'CREATE TABLE box (id int); SELECT nonsense;');

    await expect(migrate(options)).rejects.toThrow(
      'Migration warehouse/0002-box.sql of warehouse failed: column "nonsense" does not exist',
    );

    expect(await applied()).toEqual(['warehouse/0001-shelf.sql']);
    expect(await test.query(`SELECT to_regclass('warehouse.box') AS box`)).toEqual([{ box: null }]);
  });

  it('lets replicas that start together migrate once', async () => {
    write('0001-shelf.sql', 'CREATE TABLE shelf (id int);');

    await Promise.all([migrate(options), migrate(options), migrate(options)]);

    expect(await applied()).toEqual(['warehouse/0001-shelf.sql']);
  });

  it('needs no superuser: to create roles and schemas is enough', async () => {
    const name = `operator_${randomBytes(4).toString('hex')}`;
    const database = new URL(test.url).pathname.slice(1);
    await test.query(`CREATE ROLE ${name} LOGIN CREATEROLE PASSWORD 'operator'`);
    await test.query(`GRANT CREATE ON DATABASE ${database} TO ${name}`);
    const url = new URL(test.url);
    url.username = name;
    url.password = 'operator';
    write('0001-shelf.sql', 'CREATE TABLE shelf (id int);');
    const asOperator = { ...options, url: url.toString(), service: 'outpost' };

    await migrate(asOperator);
    await migrate(asOperator);

    await expect(assertMigrated(asOperator)).resolves.toBeUndefined();
    await test.query('DROP SCHEMA outpost CASCADE');
    await test.query(`REVOKE CREATE ON DATABASE ${database} FROM ${name}`);
    for (const role of ['outpost_owner', 'outpost_app', 'outpost_worker', name]) {
      await test.query(`DROP OWNED BY ${role}`);
      await test.query(`DROP ROLE ${role}`);
    }
  });
});

describe('assertMigrated', () => {
  it('is content with a database that has every migration', async () => {
    write('0001-shelf.sql', 'CREATE TABLE shelf (id int);');
    await migrate(options);

    await expect(assertMigrated(options)).resolves.toBeUndefined();
  });

  it('names what the database lacks, and changes nothing', async () => {
    write('0001-shelf.sql', 'CREATE TABLE shelf (id int);');

    await expect(assertMigrated(options)).rejects.toThrow(/lacks .*warehouse\/0001-shelf\.sql: run the migrate command first/);
    expect(await test.query(`SELECT to_regnamespace('warehouse') AS schema`)).toEqual([{ schema: null }]);
  });

  it('refuses a changed file', async () => {
    write('0001-shelf.sql', 'CREATE TABLE shelf (id int);');
    await migrate(options);
    write('0001-shelf.sql', 'CREATE TABLE shelf (id bigint);');

    await expect(assertMigrated(options)).rejects.toThrow('Migration warehouse/0001-shelf.sql was applied and has changed since');
  });
});
