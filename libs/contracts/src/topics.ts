import type { EventContract, TopicKind } from './event-contract.ts';

/** A topic as a bus is asked to provide it. */
export interface TopicSpec {
  readonly topic: string;
  readonly kind: TopicKind;
  /** Fixed for good: a key's partition depends on it. */
  readonly partitions: number;
}

const PARTITIONS = 6;

/** The topics that these contracts travel on, each once, by name. */
export function topicsOf(contracts: readonly EventContract<unknown>[]): readonly TopicSpec[] {
  const byTopic = new Map(contracts.map(({ topic, kind }) => [topic, { topic, kind, partitions: PARTITIONS }]));
  return [...byTopic.values()].sort((a, b) => (a.topic < b.topic ? -1 : 1));
}

const TOMBSTONES_STAY_MS = 7 * 86_400_000;

/** How Kafka is to keep a topic of each kind, in its own words: facts for good, of states the newest per key. */
export const topicSettings = ({ kind }: Pick<TopicSpec, 'kind'>): Readonly<Record<string, string>> =>
  kind === 'state'
    ? { 'cleanup.policy': 'compact', 'delete.retention.ms': String(TOMBSTONES_STAY_MS) }
    : { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };
