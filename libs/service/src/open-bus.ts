import { allContracts, topicsOf } from '@crossing/contracts';
import type { HealthState } from '@crossing/kernel';
import { kafkaBus, postgresLog, provideTopics, type Bus } from '@crossing/messaging';
import { roleUrl, type Logger } from '@crossing/runtime';
import { kafkaConnectionOf } from './kafka-settings.ts';
import type { SubgraphConfig } from './subgraph-config.ts';

export interface OpenBus {
  readonly bus: Bus;
  /** Down while the topics are not there as the contracts say. */
  readonly state: () => HealthState;
  readonly close: () => Promise<void>;
}

/** The bus that the settings name: Kafka where there are brokers, else the log in PostgreSQL. Kafka may be out at this moment. */
export async function openBus(name: string, config: SubgraphConfig, log: Logger): Promise<OpenBus> {
  const kafka = kafkaConnectionOf(config, name);
  const bus = kafka ? kafkaBus({ ...kafka, log }) : await embedded(name, config, log);
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

const embedded = (name: string, config: SubgraphConfig, log: Logger): Promise<Bus> =>
  postgresLog({
    url: roleUrl(config.DATABASE_URL, { service: name, secret: config.DATABASE_ROLE_SECRET, kind: 'worker' }),
    adminUrl: config.DATABASE_URL,
    log,
  });
