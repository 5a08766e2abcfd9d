import { startConsumer, startRelay, type Bus } from '@crossing/messaging';
import { roleUrl, startDeadlines, startSealer, type Database, type Health, type Lifecycle, type Logger } from '@crossing/runtime';
import type { Clock } from '@crossing/kernel';
import type { Registry } from 'prom-client';
import { consumerGroups, system } from './consumer-groups.ts';
import type { SubgraphApp } from './subgraph-app.ts';
import type { SubgraphConfig } from './subgraph-config.ts';
import type { Effects } from './unit-of-work.ts';

export interface WorkersOptions<Stores> {
  readonly name: string;
  readonly config: SubgraphConfig;
  readonly app: SubgraphApp<Stores>;
  readonly bus: Bus;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Registry;
  readonly health: Health;
  readonly lifecycle: Lifecycle;
}

/** Starts relay, consumers, deadlines and the audit log's sealer; answers how to wake the relay. They stop before what they use when the process drains. */
export function startWorkers<Stores>(options: WorkersOptions<Stores>): { readonly poke: () => void } {
  const { name, config, bus, log, metrics, health, lifecycle } = options;
  const url = roleUrl(config.DATABASE_URL, { service: name, secret: config.DATABASE_ROLE_SECRET, kind: 'worker' });
  const relay = startRelay({ url, service: name, bus, log, metrics });
  health.add('relay', relay.state);
  lifecycle.onStop('relay', relay.stop);
  consume(options);
  sealAuditLog(options);
  if (config.DEADLINES) watchDeadlines(options);
  return { poke: relay.poke };
}

function consume<Stores>({ name, app, bus, log, metrics, health, lifecycle }: WorkersOptions<Stores>): void {
  for (const { kind, group, reactions, transact } of consumerGroups(name, app)) {
    const consumer = startConsumer<Stores & Effects>({ bus, group, reactions, transact, log, metrics });
    health.add(kind, consumer.state);
    lifecycle.onStop(group, consumer.stop);
  }
}

function sealAuditLog<Stores>({ name, config, database, log, metrics, health, lifecycle }: WorkersOptions<Stores>): void {
  const { AUDIT_PRIVATE_KEY: privateKey, AUDIT_DIR: folder } = config;
  const sealer = startSealer({ database, service: name, privateKey, folder, log, metrics });
  health.add('audit', sealer.state);
  lifecycle.onStop('audit', sealer.stop);
}

function watchDeadlines<Stores>({ name, app, clock, log, health, lifecycle }: WorkersOptions<Stores>): void {
  if (Object.keys(app.deadlines).length === 0) return;
  const deadlines = startDeadlines<Stores & Effects>({
    handlers: app.deadlines,
    transact: (work) => app.uow.transact(system(`${name}.deadlines`, crypto.randomUUID()), work),
    clock,
    log,
  });
  health.add('deadlines', deadlines.state);
  lifecycle.onStop('deadlines', deadlines.stop);
}
