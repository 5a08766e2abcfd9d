import type { TopicSpec } from '@crossing/contracts';
import type { HealthState } from '@crossing/kernel';
import type { Admin } from 'kafkajs';
import { MAX_MESSAGE_BYTES, MessageRefused, type Bus, type OutgoingMessage, type Subscription } from '../bus.ts';
import type { Log } from '../log.ts';
import { partitionOf } from '../partition-of.ts';
import { coveredProducer, type PlacedMessage } from './covered-producer.ts';
import { hasCode, kafkaClient, type KafkaConnection, type OpenKafka } from './kafka-client.ts';
import { startConsuming } from './kafka-consuming.ts';
import { startFollowing } from './kafka-following.ts';
import { committedOf, endsOf, sinceOf } from './kafka-offsets.ts';
import { checkKafkaTopics, ensureKafkaTopics, partitionsOf } from './kafka-topics.ts';

export interface KafkaBusOptions extends KafkaConnection {
  readonly log: Log;
}

/** A broker refuses record batches above 1 MiB (`message.max.bytes`): more goes in several, one after the other. */
const BATCH_BYTES = 900_000;
/** What a message may have beside its value. */
const ENVELOPE_BYTES = 32_000;
/** A topic that was just made, or whose leader died, has no leader for a moment; nor has a group, the first on a new cluster for longer. */
const ELECTION_TRIES = 10;
const ELECTION_MS = 300;
const ELECTING = [
  'NOT_LEADER_FOR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'KafkaJSGroupCoordinatorNotFound',
  'NOT_COORDINATOR_FOR_GROUP',
  'GROUP_LOAD_IN_PROGRESS',
];

/** Apache Kafka behind the port. Nothing is connected before it is needed, and what broke is made anew when it is needed next. */
export function kafkaBus({ log, ...connection }: KafkaBusOptions): Bus {
  const open: OpenKafka = (socketFactory) => kafkaClient(connection, log, socketFactory);
  const producer = coveredProducer(open);
  const subscriptions = new Set<Subscription>();
  const partitions = new Map<string, number>();
  let admin: Promise<Admin> | undefined;
  let sending: Promise<void> = Promise.resolve();
  let health: HealthState = { status: 'ok' };

  async function connectAdmin(): Promise<Admin> {
    const client = open().admin();
    await client.connect();
    return client;
  }

  /** Asks as an administrator; a connection on which that failed is not used again. Waits for leaders that are being elected. */
  async function ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      const used = (admin ??= connectAdmin());
      try {
        return await question(await used);
      } catch (error) {
        if (admin === used) admin = undefined;
        void used.then((client) => client.disconnect()).catch(() => {});
        if (tries === ELECTION_TRIES || !hasCode(error, ...ELECTING)) throw error;
        await new Promise((resolve) => setTimeout(resolve, ELECTION_MS));
      }
    }
  }

  /** kafkajs gives a group without a coordinator up after 3 s, and with it the consumer. */
  async function coordinated(group: string): Promise<void> {
    try {
      await ask((client) => client.fetchOffsets({ groupId: group, topics: [] }));
    } catch (error) {
      // kafkajs keeps to itself that the cluster refused to say.
      if (!hasCode(error, 'KafkaJSGroupCoordinatorNotFound')) throw error;
      throw new Error(`Kafka has no coordinator for group ${group}, or does not let ${connection.clientId} use it.`, { cause: error });
    }
  }

  async function learn(topics: readonly string[]): Promise<void> {
    const unknown = topics.filter((topic) => !partitions.has(topic));
    if (unknown.length === 0) return;
    for (const [topic, count] of await ask((client) => partitionsOf(client, unknown))) partitions.set(topic, count);
  }

  async function publish(messages: readonly OutgoingMessage[]): Promise<void> {
    messages.forEach(assertFits);
    try {
      await learn([...new Set(messages.map(({ topic }) => topic))]);
      const placed = messages.map((message) => ({
        ...message,
        partition: partitionOf(message.topic, message.key, partitions.get(message.topic)!),
      }));
      for (const batch of batchesOf(placed)) await producer.send(batch);
      health = { status: 'ok' };
    } catch (error) {
      if (hasCode(error, 'MESSAGE_TOO_LARGE', 'INVALID_RECORD')) throw new MessageRefused((error as Error).message, { cause: error });
      health = { status: 'degraded', detail: 'Kafka takes no messages' };
      throw error;
    }
  }

  function keep<S extends Subscription>(subscription: S): S {
    subscriptions.add(subscription);
    void subscription.done
      .catch(() => {})
      .then(() => subscription.stop())
      .finally(() => subscriptions.delete(subscription));
    return subscription;
  }

  return {
    ensureTopics: (topics: readonly TopicSpec[]) => ask((client) => ensureKafkaTopics(client, topics)),
    checkTopics: (topics: readonly TopicSpec[]) => ask((client) => checkKafkaTopics(client, topics)),
    publish(messages) {
      // One batch in flight: the next waits for the answer, whatever it is.
      const mine = sending.then(() => publish(messages));
      sending = mine.catch(() => {});
      return mine;
    },
    subscribe: ({ group, topics, handle }) => keep(startConsuming({ open, coordinated, group, topics, handle, commits: true })),
    follow: ({ topics, from = [], handle }) =>
      keep(startFollowing({ open, ask, coordinated, group: `${connection.clientId}.follow.${crypto.randomUUID()}`, topics, from, handle })),
    committed: (group, topics) => ask((client) => committedOf(client, group, topics)),
    ends: (topics) => ask((client) => endsOf(client, topics)),
    since: (topics, time) => ask((client) => sinceOf(client, topics, time)),
    async close() {
      await Promise.all([...subscriptions].map((subscription) => subscription.stop()));
      await sending;
      await producer.close();
      await admin?.then((client) => client.disconnect()).catch(() => {});
    },
    state: () => health,
  };
}

function assertFits({ topic, key, headers, value }: OutgoingMessage): void {
  if (value && value.length > MAX_MESSAGE_BYTES) {
    throw new MessageRefused(`A message on ${topic} is ${value.length} bytes long; Kafka takes ${MAX_MESSAGE_BYTES}.`);
  }
  const envelope = Object.entries(headers).reduce(
    (sum, [name, text]) => sum + Buffer.byteLength(name) + Buffer.byteLength(text),
    Buffer.byteLength(key),
  );
  if (envelope > ENVELOPE_BYTES) {
    throw new MessageRefused(`Key and headers of a message on ${topic} are ${envelope} bytes long; Kafka takes ${ENVELOPE_BYTES}.`);
  }
}

/** In their order, each small enough for one record batch; a message that is larger by itself goes alone. */
function* batchesOf(messages: readonly PlacedMessage[]): Generator<readonly PlacedMessage[]> {
  let batch: PlacedMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = (message.value?.length ?? 0) + 1_000;
    if (batch.length > 0 && bytes + size > BATCH_BYTES) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(message);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
