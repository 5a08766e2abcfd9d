import type { Bus } from '@crossing/messaging';
import kafkajs from 'kafkajs';

/** Publishes as kafkajs documents it, idempotent and with its own retries, and believes that what resolves is stored. */
export async function carelessKafka(bus: Bus, { brokers, clientId }: { brokers: readonly string[]; clientId: string }): Promise<Bus> {
  const producer = new kafkajs.Kafka({ brokers: [...brokers], clientId, logLevel: kafkajs.logLevel.NOTHING }).producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    retry: { retries: 30, initialRetryTime: 200, maxRetryTime: 500 },
  });
  await producer.connect();
  return {
    ...bus,
    async publish(messages) {
      const topicMessages = [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, group]) => ({
        topic,
        messages: group.map(({ key, headers, value }) => ({ key, headers: { ...headers }, value })),
      }));
      await producer.sendBatch({ acks: -1, topicMessages });
    },
    async close() {
      await producer.disconnect();
      await bus.close();
    },
  };
}
