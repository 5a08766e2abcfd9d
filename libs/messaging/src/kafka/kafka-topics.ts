import { setTimeout as sleep } from 'node:timers/promises';
import { topicSettings, type TopicSpec } from '@crossing/contracts';
import type { Admin, ITopicMetadata } from 'kafkajs';
import { assertPartitions } from '../assert-partitions.ts';
import { hasCode } from './kafka-client.ts';

const LED_TRIES = 100;
const LED_PAUSE_MS = 100;

/** Makes the topics that are missing, replicated as the cluster does by default; throws when one has another number of partitions. */
export async function ensureKafkaTopics(admin: Admin, topics: readonly TopicSpec[]): Promise<void> {
  const known = new Set(await admin.listTopics());
  const missing = topics.filter(({ topic }) => !known.has(topic));
  if (missing.length > 0) {
    await admin.createTopics({
      // kafkajs gives up where the broker that it asks has not heard of the topic yet.
      waitForLeaders: false,
      topics: missing.map((spec) => ({
        topic: spec.topic,
        numPartitions: spec.partitions,
        configEntries: Object.entries(topicSettings(spec)).map(([name, value]) => ({ name, value })),
      })),
    });
    for (const { topic } of missing) await untilLed(admin, topic);
  }
  await checkKafkaTopics(admin, topics);
}

/** The cluster names a leader before that broker knows of it, and would refuse the first messages: waits until it answers. */
export async function untilLed(admin: Admin, topic: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return void (await admin.fetchTopicOffsets(topic));
    } catch (error) {
      if (tries === LED_TRIES || !hasCode(error, 'NOT_LEADER_FOR_PARTITION', 'LEADER_NOT_AVAILABLE', 'UNKNOWN_TOPIC_OR_PARTITION'))
        throw error;
      await sleep(LED_PAUSE_MS);
    }
  }
}

/** Throws and names the first topic that is missing or has another number of partitions. */
export async function checkKafkaTopics(admin: Admin, topics: readonly TopicSpec[]): Promise<void> {
  const found = await partitionsOf(
    admin,
    topics.map(({ topic }) => topic),
  );
  assertPartitions(topics, found);
}

/** How many partitions each topic has; throws and names a topic that there is not. */
export async function partitionsOf(admin: Admin, topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
  let metadata: { topics: ITopicMetadata[] };
  try {
    metadata = await admin.fetchTopicMetadata({ topics: [...topics] });
  } catch (error) {
    if (!hasCode(error, 'UNKNOWN_TOPIC_OR_PARTITION')) throw error;
    const known = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !known.has(topic));
    throw new Error(`Kafka has no topic ${missing.join(', ')}: npm run topics makes it.`, { cause: error });
  }
  return new Map(metadata.topics.map(({ name, partitions }) => [name, partitions.length]));
}
