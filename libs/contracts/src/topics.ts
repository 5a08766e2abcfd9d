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
