import { randomUUIDv7 } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, migrate, openDatabase, roleUrl, type Database, type Logger } from '@crossing/runtime';
import { unitOfWork, type UnitOfWork } from '@crossing/service';
import { freePorts } from '@crossing/tool-dev/ports.ts';
import { startPostgres } from '@crossing/tool-dev/postgres.ts';
import { startKafka } from '@crossing/tool-kafka/kafka.ts';
import pg from 'pg';

/** A service as far as events need one. */
export interface Member {
  readonly name: string;
  /** As its worker role. */
  readonly url: string;
  readonly database: Database;
  readonly uow: UnitOfWork<object>;
}

/** Two services on a PostgreSQL with fsync as in production, and a Kafka of one broker. */
export interface Stage {
  readonly adminUrl: string;
  readonly admin: pg.Client;
  readonly brokers: readonly string[];
  readonly contributor: Member;
  readonly matching: Member;
  readonly log: Logger;
  stop(): Promise<void>;
}

const SECRET = 'bench';
const MESSAGING = { name: 'messaging', dir: path.join(import.meta.dirname, '../../../libs/messaging/migrations') };

/** The tables that a reader's effects go to, and what a plain outbox and its reader keep. */
const TABLES = `
  CREATE TABLE matching.bench_effect (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, run text NOT NULL, key text NOT NULL, n integer NOT NULL);
  CREATE TABLE matching.bench_snapshot (run text, key text, n integer NOT NULL, PRIMARY KEY (run, key));
  CREATE TABLE matching.plain_offset (topic text PRIMARY KEY, seq bigint NOT NULL);
  CREATE TABLE matching.plain_message (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, topic text NOT NULL, key text NOT NULL, value bytea NOT NULL);
  CREATE TABLE contributor.plain_cursor (topic text PRIMARY KEY, seq bigint NOT NULL);
  GRANT ALL ON ALL TABLES IN SCHEMA matching TO matching_worker;`;

/** Starts everything that is measured. */
export async function setStage(): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'crossing-bench-'));
  const [port] = await freePorts(1);
  const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres'), port: port!, durable: true });
  const undo: (() => Promise<unknown>)[] = [() => postgres.stop()];
  const stop = async () => {
    for (const step of undo.toReversed()) await step();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const kafka = await startKafka({ brokers: 1, port: 'free', dataDir: path.join(folder, 'kafka') });
    undo.push(() => kafka.stop());
    const log = createLogger({ service: 'bench', level: 'error' });
    const [contributor, matching] = [await openMember(postgres.url, 'contributor', log), await openMember(postgres.url, 'matching', log)];
    const admin = new pg.Client({ connectionString: postgres.url });
    await admin.connect();
    undo.push(() => Promise.all([contributor.database.close(), matching.database.close(), admin.end()]));
    await admin.query(TABLES);
    return { adminUrl: postgres.url, admin, brokers: kafka.bootstrap.split(','), contributor, matching, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openMember(adminUrl: string, name: string, log: Logger): Promise<Member> {
  await migrate({ url: adminUrl, service: name, secret: SECRET, sources: [MESSAGING], clock: () => new Date() });
  const database = await openDatabase({ url: adminUrl, service: name, secret: SECRET, entities: [], log });
  const uow = unitOfWork({
    ...{ database, service: name, clock: () => new Date(), newId: () => randomUUIDv7() },
    ...{ stores: () => ({}), committed: () => {} },
  });
  return { name, url: roleUrl(adminUrl, { service: name, secret: SECRET, kind: 'worker' }), database, uow };
}
