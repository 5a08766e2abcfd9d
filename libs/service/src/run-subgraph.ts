import { randomUUIDv7 } from 'node:crypto';
import { join } from 'node:path';
import {
  assertMigrated,
  createHealth,
  createLifecycle,
  createLogger,
  createMetrics,
  migrate,
  movableClock,
  openDatabase,
  runWithCause,
  type Database,
  type Logger,
  type MigrateOptions,
  type MigrationSource,
  type MovableClock,
} from '@crossing/runtime';
import { createSubgraphServer, readTypeDefs } from '@crossing/subgraph';
import type { JSONWebKeySet } from 'jose';
import type { Registry } from 'prom-client';
import type { EntitySchema } from 'typeorm';
import { addDevClock } from './dev-clock.ts';
import { openBus, type OpenBus } from './open-bus.ts';
import { operate } from './operator/operate.ts';
import { startWorkers } from './start-workers.ts';
import type { AppDeps, SubgraphApp } from './subgraph-app.ts';
import type { SubgraphConfig } from './subgraph-config.ts';

export interface SubgraphOptions<Config extends SubgraphConfig, Stores> {
  /** Kebab-case, e.g. `company-verification`. */
  readonly name: string;
  readonly config: Config;
  readonly entities: readonly EntitySchema[];
  /** The app's folder: `migrations/` and `src/**\/*.graphql` are read from it. */
  readonly folder: string;
  readonly createApp: (deps: AppDeps<Config>) => SubgraphApp<Stores>;
  /** Installs what has migrations of its own, after ours; only where this process migrates. */
  readonly migrated?: () => Promise<void>;
  /** `migrate` only migrates, an operator's command does what it says; without one the subgraph is served. */
  readonly command?: string;
  /** The words after an operator's command. */
  readonly args?: readonly string[];
}

/** The SQL of the outbox, inbox and dead letters, in every service's schema. */
const MESSAGING: MigrationSource = { name: 'messaging', dir: join(import.meta.dirname, '../../messaging/migrations') };

/** A subgraph process from its configuration to its end: migrate, open, compose, listen, drain on SIGTERM. */
export async function runSubgraph<Config extends SubgraphConfig, Stores>(options: SubgraphOptions<Config, Stores>): Promise<void> {
  const { name, config, command, args = [] } = options;
  if (command !== undefined && command !== 'migrate') {
    return operate({ ...options, command, args, assertMigrated: () => assertMigrated(migrationsOf(options)) });
  }
  const log = createLogger({ service: name, level: config.LOG_LEVEL });
  try {
    await prepareDatabase(options, log);
    if (command !== 'migrate') await serve(options, log);
  } catch (error) {
    log.fatal({ err: error }, `${name} could not start.`);
    process.exit(1);
  }
}

async function prepareDatabase<Config extends SubgraphConfig, Stores>(
  options: SubgraphOptions<Config, Stores>,
  log: Logger,
): Promise<void> {
  const given = { ...migrationsOf(options), log };
  if (options.command !== 'migrate' && options.config.MIGRATE === 'check') return assertMigrated(given);
  await migrate(given);
  await options.migrated?.();
}

function migrationsOf<Config extends SubgraphConfig, Stores>({ name, config, folder }: SubgraphOptions<Config, Stores>): MigrateOptions {
  const sources = [MESSAGING, { name, dir: join(folder, 'migrations') }];
  return { url: config.DATABASE_URL, service: name, secret: config.DATABASE_ROLE_SECRET, sources, clock: () => new Date() };
}

interface Running {
  readonly opened: OpenBus;
  readonly database: Database;
  readonly time: MovableClock;
  readonly metrics: Registry;
  readonly log: Logger;
}

async function serve<Config extends SubgraphConfig, Stores>(options: SubgraphOptions<Config, Stores>, log: Logger): Promise<void> {
  const { name, config, createApp } = options;
  const running = await open(options, log);
  const { database, opened, time, metrics } = running;
  const { bus } = opened;
  const lifecycle = createLifecycle(log);
  lifecycle.onStop('database', database.close);
  lifecycle.onStop('bus', opened.close);

  let wakeRelay = () => {};
  const app = createApp({
    config,
    database,
    bus,
    log,
    metrics,
    clock: time.clock,
    newId: () => randomUUIDv7(),
    committed: () => wakeRelay(),
  });
  const health = createHealth();
  health.add('database', () => database.ping().then(() => ({ status: 'ok' as const })));
  health.add('bus', opened.state);
  for (const [part, check] of Object.entries(app.health ?? {})) health.add(part, check);
  if (app.start) lifecycle.onStop('app', await app.start());
  if (config.WORKERS !== 'off') {
    wakeRelay = startWorkers({ name, config, app, bus, database, clock: time.clock, log, metrics, health, lifecycle }).poke;
  }
  const http = await createHttpServer(options, app, running, health.report);
  lifecycle.onStop('http', () => http.close());
  await http.listen({ port: config.PORT, host: config.BIND });
  log.info({ port: config.PORT, startedInMs: Math.round(performance.now()) }, `${name} is listening.`);
}

async function open<Config extends SubgraphConfig, Stores>(
  { name, config, entities }: SubgraphOptions<Config, Stores>,
  log: Logger,
): Promise<Running> {
  const database = await openDatabase({
    url: config.DATABASE_URL,
    service: name,
    secret: config.DATABASE_ROLE_SECRET,
    entities,
    poolSize: config.DATABASE_POOL_SIZE,
    log,
  });
  const opened = await openBus(name, config, log);
  return { opened, database, time: movableClock(), metrics: createMetrics(name), log };
}

async function createHttpServer<Config extends SubgraphConfig, Stores>(
  { name, config, folder }: SubgraphOptions<Config, Stores>,
  app: SubgraphApp<Stores>,
  { time, metrics, log }: Running,
  health: () => ReturnType<ReturnType<typeof createHealth>['report']>,
) {
  const http = await createSubgraphServer({
    name,
    typeDefs: readTypeDefs(join(folder, 'src')),
    resolvers: app.resolvers,
    gatewayKeys: config.GATEWAY_KEYS,
    callerKeys: JSON.parse(config.CALLER_TOKEN_KEYS) as JSONWebKeySet,
    log,
    runWithCause,
    createContext: app.createContext,
    health,
    metrics,
  });
  if (config.DEV_TOOLS) addDevClock(http, time);
  await app.routes?.(http);
  return http;
}
