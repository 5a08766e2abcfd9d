import { defineConfig, pgTypes, roleUrl, schemaOf, setting } from '@crossing/runtime';
import { headVerifier, type VerifyHead } from '@crossing/runtime/audit/audit-head.ts';
import { subgraphSettings } from '@crossing/service/settings.ts';
import type { Sql } from '@crossing/kernel';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { auditDirOf, dataDirOf, runningGraph } from '@crossing/tool-dev/data-folder.ts';
import { publicJwks, secretsOf } from '@crossing/tool-dev/secrets.ts';
import pg from 'pg';

/** The ways to the audit logs of a graph. */
export interface AuditAccess {
  /** Where the signed heads are kept. */
  readonly folder: string;
  readonly verifyHead: VerifyHead;
  /** Reads one state of a service's schema, as its worker role. */
  readonly reading: <T>(service: string, work: (sql: Sql) => Promise<T>) => Promise<T>;
}

const { DATABASE_URL, DATABASE_ROLE_SECRET, AUDIT_DIR } = subgraphSettings({ port: 0 });
const settings = defineConfig({
  DATABASE_URL,
  DATABASE_ROLE_SECRET,
  AUDIT_DIR,
  AUDIT_KEYS: setting.text({ meaning: 'JSON Web Key Set with the public keys of the services’ AUDIT_PRIVATE_KEY, retired ones too.' }),
});

/** The graph that the environment names, else the one that runs from DATA_DIR. */
export function auditAccess(env: NodeJS.ProcessEnv): AuditAccess {
  const config = settings.read({ ...env, ...(!env['DATABASE_URL'] && settingsOfRunningGraph(env['DATA_DIR'])) });
  return {
    folder: config.AUDIT_DIR,
    verifyHead: headVerifier(config.AUDIT_KEYS),
    async reading(service, work) {
      const client = new pg.Client({
        connectionString: roleUrl(config.DATABASE_URL, { service, secret: config.DATABASE_ROLE_SECRET, kind: 'worker' }),
        application_name: `${service}.operator`,
        types: pgTypes,
        options: `-c search_path=${schemaOf(service)}`,
      });
      client.on('error', () => {});
      try {
        await client.connect();
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        return await work({
          async query<Row>(text: string, values: readonly unknown[] = []) {
            const { rows, rowCount } = await client.query(text, [...values]);
            return { rows: rows as Row[], rowCount: rowCount ?? 0 };
          },
        });
      } catch (error) {
        throw new Complaint(`The database of ${service} does not answer: ${(error as Error).message}.`, { cause: error });
      } finally {
        await client.end().catch(() => {});
      }
    },
  };
}

function settingsOfRunningGraph(given: string | undefined): Record<string, string> {
  const dataDir = dataDirOf(given);
  const graph = runningGraph(dataDir);
  if (!graph)
    throw new Complaint(
      `No graph runs from ${dataDir}: npm start first, or name its folder in DATA_DIR, or set DATABASE_URL, DATABASE_ROLE_SECRET, AUDIT_DIR and AUDIT_KEYS.`,
    );
  const { databaseRoleSecret, auditKeys } = secretsOf(dataDir);
  return {
    DATABASE_URL: graph.databaseUrl,
    DATABASE_ROLE_SECRET: databaseRoleSecret,
    AUDIT_DIR: auditDirOf(dataDir),
    AUDIT_KEYS: publicJwks(...Object.values(auditKeys)),
  };
}
