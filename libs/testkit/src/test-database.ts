import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { migrate, openDatabase, type Database } from '@crossing/runtime';
import pg from 'pg';
import type { EntitySchema } from 'typeorm';

export interface TestDatabaseOptions {
  /** Kebab-case, e.g. `company-verification`. */
  readonly service: string;
  /** The app's own migrations; without them there is only what every service has. */
  readonly migrationsDir?: string;
  readonly entities?: readonly EntitySchema[];
}

export interface TestDatabase {
  readonly database: Database;
  /** As the superuser. */
  readonly url: string;
  /** A statement as the superuser, past every policy. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** The secret that test databases derive role passwords from: roles belong to the whole cluster. */
export const TEST_ROLE_SECRET = 'test';
const MESSAGING = { name: 'messaging', dir: path.join(import.meta.dirname, '../../messaging/migrations') };

/** A database of its own for one spec file, cloned from a template that is migrated once per run. */
export async function testDatabase({ service, migrationsDir, entities = [] }: TestDatabaseOptions): Promise<TestDatabase> {
  const adminUrl = process.env['TEST_DATABASE_URL'];
  if (!adminUrl) throw new Error('No TEST_DATABASE_URL: add jest-global-setup and -teardown of @crossing/testkit to jest.config.cjs');
  const name = `${prefix()}${randomBytes(6).toString('hex')}`;
  await withClient(adminUrl, async (admin) => {
    const template = await templateOf(admin, adminUrl, { service, migrationsDir });
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const url = onDatabase(adminUrl, name);
  const database = await openDatabase({ url, service, secret: TEST_ROLE_SECRET, entities, poolSize: 25 });
  const own = new pg.Pool({ connectionString: url, max: 2 });
  own.on('error', () => {});
  return {
    database,
    url,
    query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await own.query<Row>(text, [...values])).rows,
    async drop() {
      await Promise.all([database.close(), own.end()]);
      await withClient(adminUrl, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

async function templateOf(admin: pg.Client, adminUrl: string, { service, migrationsDir }: TestDatabaseOptions): Promise<string> {
  const template = `${prefix()}template_${createHash('sha256').update(`${service}\n${migrationsDir}`).digest('hex').slice(0, 12)}`;
  // Workers of the same run wait here for the one that is first; roles are the cluster's, hence one lock for all services.
  await admin.query("SELECT pg_advisory_lock(hashtextextended('crossing.test-template', 0))");
  try {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount) return template;
    await admin.query(`CREATE DATABASE ${template}`);
    const sources = [MESSAGING, ...(migrationsDir ? [{ name: service, dir: migrationsDir }] : [])];
    await migrate({ url: onDatabase(adminUrl, template), service, secret: TEST_ROLE_SECRET, sources, clock: () => new Date() });
    return template;
  } catch (error) {
    await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    throw error;
  } finally {
    await admin.query("SELECT pg_advisory_unlock(hashtextextended('crossing.test-template', 0))");
  }
}

/** By it the teardown knows the databases of its run. */
const prefix = (): string => `crossing_test_${process.env['TEST_RUN']}_`;

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function onDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
}
