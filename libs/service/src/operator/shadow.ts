import type { ReadModel } from '@crossing/messaging';
import { roleOf, schemaOf } from '@crossing/runtime';
import pg from 'pg';
import { Refused } from './operator-command.ts';

/** The schema in which a service's read models are made anew. */
export const shadowOf = (service: string): string => `${schemaOf(service)}_rebuild`;

/** The tables that are doubled: the read model's, what it writes besides, and how far it is. */
const doubled = ({ tables, alsoWrites }: ReadModel): string[] => ['projected', ...tables, ...alsoWrites];

interface TableFacts {
  readonly table: string;
  readonly there: boolean;
  readonly hidden: boolean;
  readonly mixed: boolean;
  readonly referenced: string | null;
}

/** Throws and names the table when one of the read model's cannot be replaced by what its topic tells. */
export async function assertRebuildable(admin: pg.Client, service: string, { name, tables }: ReadModel): Promise<void> {
  const { rows } = await admin.query<TableFacts>(
    `SELECT name AS table, c.oid IS NOT NULL AS there, c.relrowsecurity AND c.relforcerowsecurity AS hidden,
            has_table_privilege($3, c.oid, 'INSERT, UPDATE, DELETE') OR has_any_column_privilege($3, c.oid, 'INSERT, UPDATE') AS mixed,
            (SELECT string_agg(DISTINCT k.conrelid::regclass::text, ', ') FROM pg_constraint k
             WHERE k.contype = 'f' AND k.confrelid = c.oid) AS referenced
     FROM unnest($1::text[]) AS named (name)
     LEFT JOIN pg_class c ON c.relname = name AND c.relkind = 'r' AND c.relnamespace = $2::regnamespace`,
    [tables, schemaOf(service), roleOf(service, 'app')],
  );
  for (const { table, there, hidden, mixed, referenced } of rows) {
    if (!there) throw new Refused(`${service} has no table ${table}, which ${name} names as its own.`);
    if (mixed) throw new Refused(`${table} also holds what requests write: it cannot be made anew from events.`);
    if (referenced) throw new Refused(`${table} is referenced by ${referenced}: its rows cannot be replaced.`);
    // Past forced policies not even the owner sees the rows that it is to replace.
    if (hidden) throw new Refused(`${table} has forced row-level security: its rows cannot be replaced.`);
  }
}

/** Makes empty doubles of the tables, which the worker role may write, and removes what a rebuild that was killed has left. */
export async function makeShadow(admin: pg.Client, service: string, model: ReadModel): Promise<void> {
  const [schema, live] = [shadowOf(service), schemaOf(service)];
  const [owner, worker] = [roleOf(service, 'owner'), roleOf(service, 'worker')];
  await dropShadow(admin, service);
  await admin.query(`CREATE SCHEMA ${schema} AUTHORIZATION ${owner}`);
  await admin.query(`SET ROLE ${owner}`);
  for (const table of doubled(model).map(pg.escapeIdentifier))
    await admin.query(`CREATE TABLE ${schema}.${table} (LIKE ${live}.${table} INCLUDING ALL)`);
  await admin.query(`GRANT USAGE ON SCHEMA ${schema} TO ${worker}`);
  await admin.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${worker}`);
  await admin.query('RESET ROLE');
}

/** Removes the doubles. */
export async function dropShadow(admin: pg.Client, service: string): Promise<void> {
  await admin.query('SET client_min_messages = warning');
  await admin.query(`DROP SCHEMA IF EXISTS ${shadowOf(service)} CASCADE`);
}
