import kafkajs, { type ISocketFactory, type Kafka, type KafkaConfig } from 'kafkajs';
import type { Log } from '../log.ts';

/** Where the cluster is, and as whom it is used. */
export interface KafkaConnection {
  /** `host:port` of some brokers; the others are learnt from them. */
  readonly brokers: readonly string[];
  /** The service's name: what brokers log and limit by. */
  readonly clientId: string;
  readonly ssl?: boolean;
  readonly sasl?: { readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; readonly username: string; readonly password: string };
}

const { DEBUG, INFO } = kafkajs.logLevel;

/** A kafkajs client; one that opens its sockets so, if that is said. */
export type OpenKafka = (socketFactory?: ISocketFactory) => Kafka;

/** A kafkajs client that writes to our log, as details: what matters is said by whoever uses it. */
export function kafkaClient({ brokers, clientId, ssl = false, sasl }: KafkaConnection, log: Log, socketFactory?: ISocketFactory): Kafka {
  return new kafkajs.Kafka({
    clientId,
    brokers: [...brokers],
    ssl,
    ...(sasl && { sasl: sasl as KafkaConfig['sasl'] }),
    ...(socketFactory && { socketFactory }),
    connectionTimeout: 10_000,
    authenticationTimeout: 10_000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
    logLevel: INFO,
    logCreator:
      () =>
      ({ level, log: { message, logger: _logger, timestamp: _timestamp, ...details } }) => {
        if (level < DEBUG) log.debug({ ...details }, `kafkajs: ${message}`);
      },
  });
}

/** Whether the cluster answered with this code of the protocol, e.g. `MESSAGE_TOO_LARGE`, or kafkajs with an error of this name. */
export const hasCode = (error: unknown, ...codes: readonly string[]): boolean => {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if (codes.includes((inner as { type?: string }).type ?? inner.name)) return true;
  }
  return false;
};
