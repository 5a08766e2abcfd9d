import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '@crossing/tool-dev/is-alive.ts';
import { freePorts } from '@crossing/tool-dev/ports.ts';
import { startPostgres } from '@crossing/tool-dev/postgres.ts';
import pg from 'pg';

/** A PostgreSQL that can be torn down and started again on its data. */
export interface ChaosDatabase {
  /** As its superuser. */
  readonly url: string;
  /** A statement as the superuser; throws while the database is down. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** As `query`, but waits for a database that is down. */
  ask<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Lets every process of it end where it stands; the next start has to recover. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 30_000;
const AGAIN_MS = 100;

/** With fsync, as in production: what it acknowledged it must still have after a crash. */
export async function startDatabase(folder: string): Promise<ChaosDatabase> {
  const [port] = await freePorts(1);
  const options = { dataDir: path.join(folder, 'postgres'), port: port!, durable: true };
  let running = await startPostgres(options);
  const pool = new pg.Pool({ connectionString: running.url, max: 4, application_name: 'chaos.conductor', connectionTimeoutMillis: 5_000 });
  pool.on('error', () => {});

  async function query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await pool.query<Row>(text, [...values])).rows;
  }

  return {
    url: running.url,
    query,
    async ask(text, values) {
      for (const since = performance.now(); ; await sleep(AGAIN_MS)) {
        try {
          return await query(text, values);
        } catch (error) {
          if (performance.now() - since > PATIENCE_MS) throw error;
        }
      }
    },
    async restart() {
      process.kill(running.pid, 'SIGQUIT');
      while (isAlive(running.pid)) await sleep(10);
      running = await startPostgres(options);
    },
    async stop() {
      await pool.end();
      await running.stop();
      rmSync(running.folder, { recursive: true, force: true });
    },
  };
}
