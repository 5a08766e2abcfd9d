import type { TopicSpec } from '@crossing/contracts';

/** Throws and names the first topic that is missing, or has another number of partitions than the contracts say. */
export function assertPartitions(topics: readonly TopicSpec[], found: ReadonlyMap<string, number>): void {
  for (const { topic, partitions } of topics) {
    const actual = found.get(topic) ?? 0;
    if (actual === 0) throw new Error(`There is no topic ${topic}: npm run topics makes it.`);
    if (actual !== partitions) {
      throw new Error(
        `Topic ${topic} is there with ${actual} partitions instead of ${partitions}, so keys are elsewhere: move its records to one with ${partitions}.`,
      );
    }
  }
}
