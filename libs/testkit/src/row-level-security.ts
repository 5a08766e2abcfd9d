import { roleOf, schemaOf } from '@crossing/runtime';
import type { TestDatabase } from './test-database.ts';

interface Table {
  readonly name: string;
  readonly owner: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  /** Whether requests may read or write any column of it. */
  readonly reachable: boolean;
  /** The conditions of the policies that hold for requests, as PostgreSQL writes them. */
  readonly conditions: readonly string[];
}

/** A table that requests reach and that row-level security does not part, by name, and why that is right. */
export type OpenTables = Readonly<Record<string, string>>;

/** What every service has, and why requests see all rows of it. */
const OF_EVERY_SERVICE: OpenTables = {
  deadline: 'due times of aggregates by id; a use case writes them and only the worker reads what is due',
  event_sequence: 'counters by topic and key, without a person',
  outbox: 'append-only for requests: written with the state, read by the relay as the worker',
  audit_entry: 'append-only for requests: they may write and never read',
  idempotency: 'a key is looked up together with the subject of the caller',
};

/**
 * The holes in a service's second wall, a sentence each, read from pg_catalog; empty when there is none. Every table that the
 * role of requests reaches is parted by forced row-level security with a policy of that role that is not simply `true`, or is
 * named in `open`; what the role does not reach needs none. No role of the service owns what it is to be kept out of, is a
 * superuser, or bypasses row-level security.
 */
export async function holesInTheWall(test: TestDatabase, service: string, open: OpenTables): Promise<string[]> {
  const tables = await tablesOf(test, service);
  const listed = { ...OF_EVERY_SERVICE, ...open };
  const unparted = (table: Table) => table.reachable && flawsOf(table).length > 0;
  return [
    ...(await holesByRoles(test, service)),
    ...tables
      .filter(({ owner }) => [roleOf(service, 'app'), roleOf(service, 'worker')].includes(owner))
      .map(({ name, owner }) => `${name} belongs to ${owner}, which its policies are to hold`),
    ...tables.filter((table) => unparted(table) && !(table.name in listed)).flatMap(flawsOf),
    ...Object.keys(open)
      .filter((name) => !tables.some((table) => table.name === name && unparted(table)))
      .map((name) => `${name} is on the list of open tables and is not open: take it off`),
  ];
}

function flawsOf({ name, enabled, forced, conditions }: Table): string[] {
  if (!enabled) return [`${name} has no row-level security`];
  if (!forced) return [`${name} does not force row-level security on its owner`];
  if (conditions.length === 0) return [`${name} has no policy for requests`];
  return conditions.includes('true') ? [`${name} lets requests see or write every row`] : [];
}

async function holesByRoles(test: TestDatabase, service: string): Promise<string[]> {
  const [owner, app, worker] = [roleOf(service, 'owner'), roleOf(service, 'app'), roleOf(service, 'worker')];
  const roles = await test.query<{ name: string; superuser: boolean; bypasses: boolean; owns: boolean }>(
    `SELECT rolname AS name, rolsuper AS superuser, rolbypassrls AS bypasses, rolname <> $2 AND pg_has_role(rolname, $2, 'MEMBER') AS owns
     FROM pg_roles WHERE rolname = ANY ($1)`,
    [[owner, app, worker], owner],
  );
  const missing = [owner, app, worker].filter((role) => !roles.some(({ name }) => name === role));
  return [
    ...missing.map((role) => `${role} does not exist`),
    ...roles.filter(({ superuser }) => superuser).map(({ name }) => `${name} is a superuser`),
    ...roles.filter(({ bypasses }) => bypasses).map(({ name }) => `${name} bypasses row-level security`),
    ...roles.filter(({ owns }) => owns).map(({ name }) => `${name} can act as the owner of the tables`),
  ];
}

const tablesOf = (test: TestDatabase, service: string): Promise<Table[]> =>
  test.query<Table>(
    `SELECT c.relname AS name, pg_get_userbyid(c.relowner) AS owner, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
            has_any_column_privilege($2, c.oid, 'SELECT, INSERT, UPDATE') OR has_table_privilege($2, c.oid, 'DELETE, TRUNCATE') AS reachable,
            ARRAY(SELECT unnest(ARRAY[pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)])
                  FROM pg_policy p WHERE p.polrelid = c.oid
                    AND EXISTS (SELECT FROM unnest(p.polroles) r WHERE r = 0 OR pg_has_role($2, r, 'MEMBER'))) AS conditions
     FROM pg_class c WHERE c.relnamespace = to_regnamespace($1) AND c.relkind IN ('r', 'p') ORDER BY c.relname`,
    [schemaOf(service), roleOf(service, 'app')],
  );
