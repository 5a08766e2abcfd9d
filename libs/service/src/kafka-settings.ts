import type { KafkaConnection } from '@crossing/messaging/kafka/kafka-client.ts';
import { setting, type ConfigOf } from '@crossing/runtime';

/** Where Kafka is and as whom it is used: the same words for services and for the operator's commands. */
export const kafkaSettings = {
  KAFKA_BROKERS: setting.optional(
    setting.list({ meaning: 'Brokers as `host:port`: events go over Kafka. Without it they go over a log in PostgreSQL.' }),
  ),
  KAFKA_TLS: setting.flag({ default: false, productionDefault: true, meaning: 'Whether brokers are spoken to over TLS.' }),
  KAFKA_SASL_MECHANISM: setting.oneOf(['plain', 'scram-sha-256', 'scram-sha-512'], {
    default: 'scram-sha-512',
    meaning: 'How the service signs in at the brokers, where it has a name and a password.',
  }),
  KAFKA_USERNAME: setting.optional(setting.text({ meaning: 'The service’s name at the brokers; without it, it does not sign in.' })),
  KAFKA_PASSWORD: setting.optional(setting.secret({ meaning: 'Its password there.' })),
};

export type KafkaConfig = ConfigOf<typeof kafkaSettings>;

/** How the settings say to connect; null when they name no brokers. */
export function kafkaConnectionOf(config: KafkaConfig, clientId: string): KafkaConnection | null {
  const { KAFKA_BROKERS, KAFKA_TLS, KAFKA_SASL_MECHANISM, KAFKA_USERNAME, KAFKA_PASSWORD } = config;
  if (KAFKA_BROKERS === null) return null;
  const connection = { brokers: KAFKA_BROKERS, clientId, ssl: KAFKA_TLS };
  if (KAFKA_USERNAME === null && KAFKA_PASSWORD === null) return connection;
  if (KAFKA_USERNAME === null || KAFKA_PASSWORD === null)
    throw new Error('KAFKA_USERNAME and KAFKA_PASSWORD go together: set both, or none.');
  return { ...connection, sasl: { mechanism: KAFKA_SASL_MECHANISM, username: KAFKA_USERNAME, password: KAFKA_PASSWORD } };
}
