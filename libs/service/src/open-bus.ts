import { allContracts, topicsOf } from '@crossing/contracts';
import type { HealthState } from '@crossing/kernel';
import { kafkaBus, postgresLog, provideTopics, type Bus, type PostgresLogOptions } from '@crossing/messaging';
import { roleUrl } from '@crossing/runtime';
import { kafkaConnectionOf, type KafkaConfig } from './kafka-settings.ts';
import type { SubgraphConfig } from './subgraph-config.ts';

export interface OpenBus {
  readonly bus: Bus;
  /** Down while the topics are not there as the contracts say. */
  readonly state: () => HealthState;
  readonly close: () => Promise<void>;
}

/** The settings that say where events go. */
export type BusConfig = KafkaConfig & Pick<SubgraphConfig, 'DATABASE_URL' | 'DATABASE_ROLE_SECRET'>;

type Log = PostgresLogOptions['log'];

/** The bus that the settings name, with its topics provided. Kafka may be out at this moment. */
export async function openBus(name: string, config: SubgraphConfig, log: Log): Promise<OpenBus> {
  const bus = await connectBus(name, config, log);
  const topics = provideTopics({ bus, topics: topicsOf(allContracts), create: config.BUS_CREATE_TOPICS, log });
  return {
    bus,
    state: () => {
      const provided = topics.state();
      return provided.status === 'ok' ? bus.state() : provided;
    },
    async close() {
      await topics.stop();
      await bus.close();
    },
  };
}

/**
 * The bus as the service `name` uses it: Kafka where there are brokers, else the log in PostgreSQL, which is brought up to date
 * first unless `installs` is false.
 */
export async function connectBus(name: string, config: BusConfig, log: Log, { installs = true } = {}): Promise<Bus> {
  const kafka = kafkaConnectionOf(config, name);
  if (kafka) return kafkaBus({ ...kafka, log });
  const url = roleUrl(config.DATABASE_URL, { service: name, secret: config.DATABASE_ROLE_SECRET, kind: 'worker' });
  return postgresLog({ url, log, ...(installs && { adminUrl: config.DATABASE_URL }) });
}
