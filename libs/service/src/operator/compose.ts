import { randomUUIDv7 } from 'node:crypto';
import type { Bus } from '@crossing/messaging';
import { createMetrics, openDatabase, type Logger } from '@crossing/runtime';
import { connectBus } from '../open-bus.ts';
import type { SubgraphApp } from '../subgraph-app.ts';
import type { SubgraphConfig } from '../subgraph-config.ts';
import type { Operated } from './operator-command.ts';

/** An app that is composed and not started: nothing is served, published or consumed. */
export interface Composed<Stores> {
  readonly app: SubgraphApp<Stores>;
  readonly bus: Bus;
  close(): Promise<void>;
}

/** Composes the app on its database; with `schema`, on another schema than its own. */
export async function compose<Config extends SubgraphConfig, Stores>(
  { name, config, entities, createApp }: Operated<Config, Stores>,
  log: Logger,
  schema?: string,
): Promise<Composed<Stores>> {
  const { DATABASE_URL: url, DATABASE_ROLE_SECRET: secret } = config;
  const database = await openDatabase({ url, service: name, secret, entities, poolSize: 2, log, ...(schema && { schema }) });
  const bus = await connectBus(name, config, log, { installs: false });
  // What a command emits is published by the service that runs.
  const app = createApp({
    config,
    database,
    bus,
    log,
    metrics: createMetrics(name),
    clock: () => new Date(),
    newId: () => randomUUIDv7(),
    committed: () => {},
  });
  return {
    app,
    bus,
    async close() {
      await bus.close();
      await database.close();
    },
  };
}
