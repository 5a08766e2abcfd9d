import type { Admin } from 'kafkajs';
import type { PartitionOffset } from '../bus.ts';

/** How far the group has come on each partition. */
export async function committedOf(admin: Admin, group: string, topics: readonly string[]): Promise<PartitionOffset[]> {
  const found = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
  return found.flatMap(({ topic, partitions }) =>
    // −1 is Kafka's word for a group that has not committed yet.
    partitions.map(({ partition, offset }) => ({ topic, partition, offset: BigInt(Math.max(0, Number(offset))) })),
  );
}

/** The offset that each partition's next message will get. */
export const endsOf = (admin: Admin, topics: readonly string[]): Promise<PartitionOffset[]> =>
  ofEach(topics, async (topic) => (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => ({ partition, offset: high })));

/** The first offset of each partition whose record was sent at `time` or later, else its end. */
export const sinceOf = (admin: Admin, topics: readonly string[], time: Date): Promise<PartitionOffset[]> =>
  ofEach(topics, (topic) => admin.fetchTopicOffsetsByTimestamp(topic, time.getTime()));

async function ofEach(
  topics: readonly string[],
  offsetsOf: (topic: string) => Promise<readonly { readonly partition: number; readonly offset: string }[]>,
): Promise<PartitionOffset[]> {
  const found = await Promise.all(
    topics.map(async (topic) => (await offsetsOf(topic)).map(({ partition, offset }) => ({ topic, partition, offset: BigInt(offset) }))),
  );
  return found.flat().sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
}
