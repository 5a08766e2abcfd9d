import kafkajs, { type Producer, type RecordMetadata } from 'kafkajs';
import type { OutgoingMessage } from '../bus.ts';
import type { OpenKafka } from './kafka-client.ts';
import { kafkaSockets } from './kafka-sockets.ts';

/** A message and the partition where its key belongs. */
export interface PlacedMessage extends OutgoingMessage {
  readonly partition: number;
}

export interface CoveredProducer {
  /** Resolves when the cluster has acknowledged every one of these; when it rejects, any of them may be stored. One call at a time. */
  send(messages: readonly PlacedMessage[]): Promise<void>;
  close(): Promise<void>;
}

const { CompressionTypes, Partitioners } = kafkajs;
const SILENCE_MS = 30_000;
/**
 * How long the leader may wait for its followers. When one of them dies, a batch that waits for it is sometimes left waiting when
 * the cluster has already gone on without it; the next one is answered at once.
 */
const ACKNOWLEDGED_MS = 5_000;
const NO_ERROR = 0;

interface Connected {
  readonly producer: Promise<Producer>;
  /** Nothing that it still has in hand is sent. */
  discard(): void;
}

/**
 * Sends by the rule of decisions/0007: kafkajs is not idempotent and retries nothing by itself, one batch is in flight, and a
 * batch counts only if the answer names every partition that was sent, without an error. Whatever else happens, the producer
 * is thrown away: its sequence and its idea of the cluster may be wrong. kafkajs as documented loses records instead, see
 * `producer-rule.int.spec.ts`.
 */
export function coveredProducer(open: OpenKafka): CoveredProducer {
  let current: Connected | undefined;

  function discard(): void {
    current?.discard();
    current = undefined;
  }

  return {
    async send(messages) {
      const { producer } = (current ??= connect(open));
      const batch = { acks: -1, timeout: ACKNOWLEDGED_MS, compression: CompressionTypes.GZIP, topicMessages: byTopic(messages) };
      try {
        assertCovered(messages, await inTime(producer.then((connected) => connected.sendBatch(batch))));
      } catch (error) {
        // Sockets are closed before anybody sends again, so that this batch cannot arrive behind a later one.
        discard();
        throw error;
      }
    },
    async close() {
      discard();
    },
  };
}

function connect(open: OpenKafka): Connected {
  const sockets = kafkaSockets();
  const producer = open(sockets.open).producer({
    idempotent: false,
    maxInFlightRequests: 1,
    retry: { retries: 0 },
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  return {
    producer: producer.connect().then(() => producer),
    discard() {
      sockets.close();
      void producer.disconnect().catch(() => {});
    },
  };
}

const byTopic = (messages: readonly PlacedMessage[]) =>
  [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, group]) => ({
    topic,
    messages: group.map(({ key, headers, value, partition }) => ({ key, headers: { ...headers }, value, partition })),
  }));

/** Throws unless the cluster's answer names every (topic, partition) that was sent, each without an error. */
export function assertCovered(messages: readonly PlacedMessage[], answer: readonly RecordMetadata[]): void {
  const stored = new Set(
    answer.filter(({ errorCode }) => errorCode === NO_ERROR).map(({ topicName, partition }) => `${topicName}/${partition}`),
  );
  const missing = messages.find(({ topic, partition }) => !stored.has(`${topic}/${partition}`));
  if (missing) throw new Error(`Kafka’s answer does not cover partition ${missing.partition} of ${missing.topic}: it is sent again.`);
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Kafka has not answered for ${SILENCE_MS / 1000} s.`)), SILENCE_MS);
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
