import { allContracts, topicsOf } from '@crossing/contracts';
import type { Sql } from '@crossing/kernel';
import type { Bus } from '@crossing/messaging';
import { connectionConfig } from '@crossing/messaging/connection.ts';
import { defineConfig, roleUrl, schemaOf } from '@crossing/runtime';
import { kafkaSettings } from '@crossing/service/kafka-settings.ts';
import { connectBus, type BusConfig } from '@crossing/service/open-bus.ts';
import { subgraphSettings } from '@crossing/service/settings.ts';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { dataDirOf, runningGraph } from '@crossing/tool-dev/data-folder.ts';
import { SUBGRAPHS } from '@crossing/tool-dev/ports.ts';
import { secretsOf } from '@crossing/tool-dev/secrets.ts';
import pg from 'pg';

/** The services that may have events. */
export const SERVICES: readonly string[] = SUBGRAPHS;
/** Every topic of the graph, by name. */
export const TOPICS = topicsOf(allContracts);

/** The ways into a graph that an operator's command uses. */
export interface GraphAccess {
  /** Its bus, for reading; nothing is made or brought up to date. */
  readonly openBus: () => Promise<Bus>;
  /** Which bus that is, in words. */
  readonly busName: string;
  /** Works in the service's schema, as its worker role, in one transaction. */
  readonly inSchema: <T>(service: string, work: (sql: Sql) => Promise<T>) => Promise<T>;
}

const { DATABASE_URL, DATABASE_ROLE_SECRET } = subgraphSettings({ port: 0 });
const settings = defineConfig({ DATABASE_URL, DATABASE_ROLE_SECRET, ...kafkaSettings });

/** The graph that DATABASE_URL and DATABASE_ROLE_SECRET name, else the one that runs from DATA_DIR. */
export function graphAccess(env: NodeJS.ProcessEnv): GraphAccess {
  const config = settings.read({ ...env, ...(!env['DATABASE_URL'] && settingsOfRunningGraph(env['DATA_DIR'])) });
  return {
    // Any service may read; the first one's worker does.
    openBus: () => connectBus(SERVICES[0]!, config, quiet, { installs: false }),
    busName: busNameOf(config),
    inSchema: (service, work) => inSchema(config, service, work),
  };
}

function settingsOfRunningGraph(setting: string | undefined): Record<string, string> {
  const dataDir = dataDirOf(setting);
  const graph = runningGraph(dataDir);
  if (!graph)
    throw new Complaint(
      `No graph runs from ${dataDir}: npm start first, or name its folder in DATA_DIR, or its database in DATABASE_URL and DATABASE_ROLE_SECRET.`,
    );
  return { DATABASE_URL: graph.databaseUrl, DATABASE_ROLE_SECRET: secretsOf(dataDir).databaseRoleSecret };
}

function busNameOf({ KAFKA_BROKERS, DATABASE_URL }: BusConfig): string {
  if (KAFKA_BROKERS) return `Kafka at ${KAFKA_BROKERS.join(',')}`;
  const { host, pathname } = new URL(DATABASE_URL);
  return `the log in PostgreSQL at ${host}${pathname}`;
}

/** What goes wrong is told by the command that fails of it. */
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function inSchema<T>({ DATABASE_URL, DATABASE_ROLE_SECRET }: BusConfig, service: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    ...connectionConfig(roleUrl(DATABASE_URL, { service, secret: DATABASE_ROLE_SECRET, kind: 'worker' }), `${service}.operator`),
    options: `-c search_path=${schemaOf(service)} -c lock_timeout=5000`,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('BEGIN');
    const result = await work(sqlOver(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw new Complaint(`The database of ${service} does not do it: ${(error as Error).message}.`, { cause: error });
  } finally {
    // Without its COMMIT the transaction ends with the connection.
    await client.end().catch(() => {});
  }
}

const sqlOver = (client: pg.Client): Sql => ({
  async query<Row>(text: string, values: readonly unknown[] = []) {
    const { rows, rowCount } = await client.query(text, [...values]);
    return { rows: rows as Row[], rowCount: rowCount ?? 0 };
  },
});
