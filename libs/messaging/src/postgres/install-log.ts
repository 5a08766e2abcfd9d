import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';

const DIR = path.join(import.meta.dirname, '../../migrations-bus');
const TRIES = 5;

/** What `CREATE ROLE` and `GRANT` say when another database of the same cluster does it at this moment: roles are the cluster's. */
const CONCURRENT = ['XX000', '23505', '42710'];

interface InstallOptions {
  /** A role that may create roles and schemas. */
  readonly adminUrl: string;
  /** The role that gets the right to call the functions, and no other right. */
  readonly client: string;
}

/** Creates the schema `bus` where it is missing, brings it up to date, and lets the client's role use it. May be repeated. */
export async function installLog(options: InstallOptions): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await install(options);
    } catch (error) {
      if (tries === TRIES || !CONCURRENT.includes((error as { code?: string }).code ?? '')) throw error;
    }
  }
}

async function install({ adminUrl, client }: InstallOptions): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query("SELECT pg_advisory_lock(hashtextextended('bus/install', 0))");
    await ensureOwner(admin);
    await admin.query('CREATE SCHEMA IF NOT EXISTS bus AUTHORIZATION bus_owner');
    await admin.query('SET ROLE bus_owner');
    await admin.query(
      'CREATE TABLE IF NOT EXISTS bus.migration (id text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL)',
    );
    for (const file of readdirSync(DIR)
      .filter((name) => name.endsWith('.sql'))
      .sort())
      await apply(admin, file);
    const role = pg.escapeIdentifier(client);
    await admin.query(`GRANT USAGE ON SCHEMA bus TO ${role}`);
    await admin.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bus TO ${role}`);
  } finally {
    await admin.end();
  }
}

async function ensureOwner(admin: pg.Client): Promise<void> {
  const { rowCount } = await admin.query("SELECT FROM pg_roles WHERE rolname = 'bus_owner'");
  if (rowCount === 0) await admin.query('CREATE ROLE bus_owner NOLOGIN NOSUPERUSER NOBYPASSRLS');
  const { rows } = await admin.query<{ may: boolean }>("SELECT pg_has_role('bus_owner', 'SET') AS may");
  if (!rows[0]!.may) await admin.query('GRANT bus_owner TO CURRENT_USER');
}

async function apply(admin: pg.Client, file: string): Promise<void> {
  const sql = readFileSync(path.join(DIR, file), 'utf8');
  const sha256 = createHash('sha256').update(sql).digest('hex');
  const { rows } = await admin.query<{ sha256: string }>('SELECT sha256 FROM bus.migration WHERE id = $1', [file]);
  if (rows[0] && rows[0].sha256 !== sha256) {
    throw new Error(`Migration bus/${file} was applied and has changed since: restore it, and write a new one.`);
  }
  if (rows[0]) return;
  await admin.query('BEGIN');
  await admin.query('SET LOCAL search_path = bus');
  await admin.query(sql);
  await admin.query('INSERT INTO bus.migration VALUES ($1, $2, $3)', [file, sha256, new Date()]);
  await admin.query('COMMIT');
}
