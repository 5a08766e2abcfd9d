import type { Principal, Sql } from '@crossing/kernel';
import pg from 'pg';
import { DataSource, type EntityManager, type EntitySchema } from 'typeorm';
import type { Logger } from './logger.ts';
import { pgTypes } from './pg-types.ts';
import { PreparingClient } from './preparing-client.ts';
import { roleUrl, schemaOf } from './roles.ts';

/** A service's two pools: requests run under row-level security, its own work does not need to. */
export interface Database {
  readonly app: DataSource;
  readonly worker: DataSource;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  /** Kebab-case name of the service. */
  readonly service: string;
  /** From it the passwords of the roles are derived. */
  readonly secret: string;
  readonly entities: readonly EntitySchema[];
  /** The schema whose tables the statements mean; the service's own by default. */
  readonly schema?: string;
  /** Connections per role; 8 by default. */
  readonly poolSize?: number;
  readonly log?: Logger;
}

/** Opens both pools; throws when the database is out of reach. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const [app, worker] = await Promise.all([sourceOf(options, 'app').initialize(), sourceOf(options, 'worker').initialize()]);
  return {
    app,
    worker,
    ping: async () => void (await worker.query('SELECT 1')),
    close: async () => void (await Promise.all([app.destroy(), worker.destroy()])),
  };
}

function sourceOf(
  { url, service, secret, schema = schemaOf(service), entities, poolSize = 8, log }: DatabaseOptions,
  kind: 'app' | 'worker',
): DataSource {
  return new DataSource({
    type: 'postgres',
    url: roleUrl(url, { service, secret, kind }),
    schema,
    entities: [...entities],
    driver: pg,
    installExtensions: false,
    logging: false,
    poolSize,
    poolErrorHandler: (error: unknown) => log?.warn({ err: error, role: kind }, 'An idle database connection was lost.'),
    applicationName: `${service}.${kind}`,
    extra: {
      Client: PreparingClient,
      types: pgTypes,
      max: poolSize,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 5_000,
      lock_timeout: 2_000,
      idle_in_transaction_session_timeout: 10_000,
      options: `-c search_path=${schema}`,
    },
  });
}

/** Statements on the manager's own connection, with rows and count for every kind of statement. */
export function sqlOf(manager: EntityManager): Sql {
  const runner = manager.queryRunner;
  if (!runner) throw new Error('sqlOf needs the manager of a transaction');
  return {
    async query<Row>(text: string, values: readonly unknown[] = []) {
      const { records, affected } = await runner.query(text, [...values], true);
      return { rows: (records ?? []) as Row[], rowCount: affected ?? records?.length ?? 0 };
    },
  };
}

/**
 * Runs `work` in one transaction as the principal: a request gets the app role and its identity in settings that end with
 * the transaction, the system gets the worker role. Rolls back and rethrows when `work` throws.
 */
export async function withPrincipal<T>(
  { app, worker }: Database,
  principal: Principal,
  work: (manager: EntityManager) => Promise<T>,
  { readOnly = false }: { readonly readOnly?: boolean } = {},
): Promise<T> {
  return (principal.kind === 'system' ? worker : app).transaction(async (manager) => {
    await manager.query(
      `SELECT set_config('app.subject', $1, true), set_config('app.companies', $2, true), set_config('app.staff', $3, true),
              set_config('transaction_read_only', $4, true)`,
      [...identityOf(principal), readOnly ? 'on' : 'off'],
    );
    return work(manager);
  });
}

function identityOf(principal: Principal): [string, string, string] {
  if (principal.kind === 'system') return ['', '', ''];
  return [principal.subject ?? '', principal.companyIds.join(','), principal.staffRoles.join(',')];
}

/** The name of the constraint that a statement or a commit violated; null for any other error. */
export function constraintOf(error: unknown): string | null {
  for (let inner = error; inner instanceof Error; inner = (inner as { driverError?: unknown }).driverError ?? inner.cause) {
    const { constraint } = inner as { constraint?: unknown };
    if (typeof constraint === 'string') return constraint;
  }
  return null;
}
