import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@crossing/kernel';
import pg from 'pg';
import { roleOf, rolePassword, schemaOf, type RoleKind } from './roles.ts';

/** A folder of `NNNN-name.sql` files, applied in the order of their names; `name` tells sources apart. */
export interface MigrationSource {
  readonly name: string;
  readonly dir: string;
}

export interface MigrateOptions {
  /** The database, as a role that may create roles and schemas. */
  readonly url: string;
  readonly service: string;
  readonly secret: string;
  /** The app's own sources; those of the runtime come first. */
  readonly sources: readonly MigrationSource[];
  readonly clock: Clock;
  readonly log?: { info(fields: object, message: string): void };
}

interface Step {
  readonly id: string;
  readonly sql: string;
  readonly sha256: string;
}

const RUNTIME: MigrationSource = { name: 'runtime', dir: join(import.meta.dirname, '../migrations') };
const KINDS: readonly RoleKind[] = ['owner', 'app', 'worker'];

/**
 * Creates the service's roles and schema where they are missing, and applies its migrations: one transaction a file, under
 * an advisory lock, recorded with their hash. Throws when a file that was applied has changed since.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const { url, service, clock, log } = options;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', ['crossing.migrate']);
    await ensureRolesAndSchema(client, options);
    const applied = await appliedSteps(client, service);
    for (const step of stepsOf(options.sources)) {
      if (isApplied(step, applied)) continue;
      await apply(client, service, step, clock());
      log?.info({ migration: step.id }, 'Migrated.');
    }
  } finally {
    await client.end();
  }
}

/** Throws when the database lacks a migration of these sources, or has another version of one: production runs `migrate` first. */
export async function assertMigrated({ url, service, sources }: Pick<MigrateOptions, 'url' | 'service' | 'sources'>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const applied = await appliedSteps(client, service);
    const missing = stepsOf(sources).filter((step) => !isApplied(step, applied));
    if (missing.length > 0) throw new Error(`The database lacks ${missing.map(({ id }) => id).join(', ')}: run the migrate command first.`);
  } finally {
    await client.end();
  }
}

function stepsOf(sources: readonly MigrationSource[]): Step[] {
  return [RUNTIME, ...sources].flatMap(({ name, dir }) =>
    readdirSync(dir)
      .filter((file) => file.endsWith('.sql'))
      .sort()
      .map((file) => {
        const sql = readFileSync(join(dir, file), 'utf8');
        return { id: `${name}/${file}`, sql, sha256: createHash('sha256').update(sql).digest('hex') };
      }),
  );
}

async function appliedSteps(client: pg.Client, service: string): Promise<Map<string, string>> {
  const exists = await client.query('SELECT to_regclass($1) IS NOT NULL AS there', [`${schemaOf(service)}.migration`]);
  if (!exists.rows[0]?.there) return new Map();
  const { rows } = await client.query<{ id: string; sha256: string }>(`SELECT id, sha256 FROM ${schemaOf(service)}.migration`);
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}

function isApplied({ id, sha256 }: Step, applied: ReadonlyMap<string, string>): boolean {
  const known = applied.get(id);
  if (known !== undefined && known !== sha256)
    throw new Error(`Migration ${id} was applied and has changed since: restore it, and write a new one.`);
  return known !== undefined;
}

async function ensureRolesAndSchema(client: pg.Client, { service, secret }: MigrateOptions): Promise<void> {
  const schema = schemaOf(service);
  for (const kind of KINDS) {
    const role = roleOf(service, kind);
    const { rows } = await client.query<{ mighty: boolean }>('SELECT rolsuper OR rolbypassrls AS mighty FROM pg_roles WHERE rolname = $1', [
      role,
    ]);
    // ALTER ROLE … NOSUPERUSER takes a superuser, even where it changes nothing; so look, and change the password alone.
    if (rows[0]?.mighty) throw new Error(`Role ${role} must be neither superuser nor BYPASSRLS: row-level security would not hold for it.`);
    const what = rows[0] ? `ALTER ROLE ${role}` : `CREATE ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS`;
    // The password is hex: nothing in it to escape.
    await client.query(`${what} PASSWORD '${rolePassword(secret, role)}'`);
  }
  await client.query(`GRANT ${roleOf(service, 'owner')} TO CURRENT_USER`);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${roleOf(service, 'owner')}`);
  await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${roleOf(service, 'app')}, ${roleOf(service, 'worker')}`);
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${schema}.migration (id text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL)`,
  );
}

async function apply(client: pg.Client, service: string, { id, sql, sha256 }: Step, now: Date): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(`SET LOCAL ROLE ${roleOf(service, 'owner')}`);
    await client.query(`SET LOCAL search_path = ${schemaOf(service)}`);
    await client.query(withRoles(sql, service));
    await client.query('RESET ROLE');
    await client.query(`INSERT INTO ${schemaOf(service)}.migration (id, sha256, applied_at) VALUES ($1, $2, $3)`, [id, sha256, now]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${id} of ${service} failed: ${(error as Error).message}`, { cause: error });
  }
}

/** `:app`, `:worker` and `:owner` stand for the service's roles; `::type` casts stay as they are. */
const withRoles = (sql: string, service: string): string =>
  sql.replace(/(?<!:):(app|worker|owner)\b/g, (_all, kind: RoleKind) => roleOf(service, kind));
