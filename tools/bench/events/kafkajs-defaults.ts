import { kafkaBus } from '@crossing/messaging';
import { sqlOf, withPrincipal } from '@crossing/runtime';
import kafkajs from 'kafkajs';
import pg from 'pg';
import type { Backbone } from './backbone.ts';
import { writeDown } from './effects.ts';
import { topicOf, type Counted } from './load.ts';
import { readBySequence } from './plain-reader.ts';
import type { Stage } from './stage.ts';

/**
 * kafkajs as its documentation shows it: an idempotent producer that sends what the outbox has above a cursor, a message a
 * send; `eachMessage` with `autoCommit`, each effect in a transaction.
 */
export function kafkajsDefaults({ adminUrl, brokers, matching, log }: Stage): Backbone {
  const kafka = new kafkajs.Kafka({ clientId: 'bench', brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  const topicMaker = kafkaBus({ brokers, clientId: 'bench', log });
  return {
    name: 'kafkajs as documented',
    isOurs: false,
    prepare: ({ topics }) => topicMaker.ensureTopics(topics),
    async startRelay(load, published) {
      const client = new pg.Client({ connectionString: adminUrl });
      await client.connect();
      const producer = kafka.producer({ idempotent: true });
      await producer.connect();
      const topic = topicOf(load);
      const reader = readBySequence({
        ...{ client, topic, table: 'contributor.outbox', columns: 'key, headers, value' },
        async handle(rows) {
          for (const { key, headers, value } of rows) {
            await producer.send({ topic, messages: [{ key, headers, value }] });
            published(1);
          }
        },
      });
      return { poke: () => {}, stop: async () => void (await reader.stop(), await producer.disconnect()) };
    },
    emptied: async () => {},
    async startConsumer(load, told) {
      const consumer = kafka.consumer({ groupId: `plain.${load.run}` });
      await consumer.connect();
      await consumer.subscribe({ topics: [topicOf(load)], fromBeginning: true });
      await consumer.run({
        async eachMessage({ message: { key, value } }) {
          told.begun();
          const { n } = JSON.parse(value!.toString()) as Counted;
          await withPrincipal(matching.database, { kind: 'system' }, (manager) => writeDown(sqlOf(manager), load.run, key!.toString(), n));
          told.applied([key!.toString()]);
        },
      });
      return { stop: () => consumer.disconnect() };
    },
    close: () => topicMaker.close(),
  };
}
