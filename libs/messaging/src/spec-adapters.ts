import { describeWithKafka, kafkaForTests } from '@crossing/testkit';
import type { Bus, PartitionOffset, Slice } from './bus.ts';
import { kafkaBus } from './kafka/kafka-bus.ts';
import { postgresLog } from './postgres/postgres-log.ts';
import { silent } from './service.fixture.ts';

/** Where a spec's service and its database are. */
export interface Place {
  readonly url: string;
  readonly adminUrl: string;
  /** Nobody else has it. */
  readonly name: string;
}

/** A way to run a suite on one bus: `open` gives another client of the place's own bus. */
export interface Adapter {
  readonly name: string;
  readonly describe: (name: string, tests: () => void) => void;
  readonly open: (place: Place) => Promise<Bus>;
}

export const onLog: Adapter = {
  name: 'the PostgreSQL log',
  describe,
  open: ({ url, adminUrl }) => postgresLog({ url, adminUrl, log: silent }),
};

const onKafka: Adapter = {
  name: 'Kafka',
  describe: describeWithKafka,
  open: async ({ name }) => apart(kafkaBus({ brokers: (await kafkaForTests()).split(','), clientId: 'matching', log: silent }), name),
};

/** Runs the suite once for each adapter of the port. */
export const describeOnEach = (name: string, tests: (adapter: Adapter) => void): void => {
  for (const adapter of [onLog, onKafka]) adapter.describe(`${name}, on ${adapter.name}`, () => tests(adapter));
};

/** The bus with topics and groups under a name of their own: specs share one Kafka, and their contracts have fixed topics. */
function apart(bus: Bus, name: string): Bus {
  const inside = (topic: string): string => `${name}.${topic}`;
  const outside = <T extends { readonly topic: string }>(given: T): T => ({ ...given, topic: given.topic.slice(name.length + 1) });
  const under = <T extends { readonly topic: string }>(given: T): T => ({ ...given, topic: inside(given.topic) });
  const handling = (handle: (slice: Slice) => Promise<void>) => (slice: Slice) =>
    handle({ ...outside(slice), messages: slice.messages.map(outside) });
  return {
    ...bus,
    ensureTopics: (topics) => bus.ensureTopics(topics.map(under)),
    checkTopics: (topics) => bus.checkTopics(topics.map(under)),
    publish: (messages) => bus.publish(messages.map(under)),
    subscribe: ({ group, topics, handle }) =>
      bus.subscribe({ group: `${name}.${group}`, topics: topics.map(inside), handle: handling(handle) }),
    follow: ({ topics, from = [], handle }) => bus.follow({ topics: topics.map(inside), from: from.map(under), handle: handling(handle) }),
    committed: async (group, topics): Promise<readonly PartitionOffset[]> =>
      (await bus.committed(`${name}.${group}`, topics.map(inside))).map(outside),
  };
}
