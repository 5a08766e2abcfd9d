import type { KafkaTopic } from '@crossing/infra-kafka/topics.ts';

/** A topic as a cluster has it. */
export type ActualTopic = Pick<KafkaTopic, 'topic' | 'partitions' | 'replication' | 'settings'>;

export type Step =
  | { readonly do: 'make'; readonly topic: KafkaTopic }
  | { readonly do: 'set'; readonly topic: string; readonly name: string; readonly from: string; readonly to: string };

export interface Plan {
  readonly steps: readonly Step[];
  /** What the code and the cluster disagree about and no step can mend; with one of these nothing is done. */
  readonly refusals: readonly string[];
  /** What is different and is left to the operator. */
  readonly notes: readonly string[];
}

/** What turns the cluster into what the code says: topics to make, settings to change. Nothing is deleted or re-partitioned. */
export function planOf(wanted: readonly KafkaTopic[], actual: readonly ActualTopic[]): Plan {
  const known = new Map(actual.map((topic) => [topic.topic, topic]));
  const [steps, refusals, notes]: [Step[], string[], string[]] = [[], [], []];
  for (const topic of wanted) {
    const there = known.get(topic.topic);
    if (!there) {
      steps.push({ do: 'make', topic });
      continue;
    }
    if (there.partitions !== topic.partitions) {
      refusals.push(
        `${topic.topic} has ${there.partitions} partitions and should have ${topic.partitions}: keys would change places. Publish a new version of the topic instead.`,
      );
    }
    if (there.replication !== topic.replication) {
      notes.push(
        `${topic.topic} has ${there.replication} copies instead of ${topic.replication}: kafka-reassign-partitions.sh changes that.`,
      );
    }
    for (const [name, to] of Object.entries(topic.settings)) {
      const from = there.settings[name] ?? '';
      if (from !== to) steps.push({ do: 'set', topic: topic.topic, name, from, to });
    }
  }
  const ours = new Set(wanted.map(({ topic }) => topic));
  for (const { topic } of actual)
    if (topic.startsWith('crossing.') && !ours.has(topic)) notes.push(`${topic} is in no contract; it is left alone.`);
  return { steps, refusals, notes };
}

/** A line for people. */
export function lineOf(step: Step): string {
  if (step.do === 'set') return `set   ${step.topic}: ${step.name} from ${step.from || 'nothing'} to ${step.to}`;
  const { topic, kind, partitions, replication } = step.topic;
  return `make  ${topic}: ${kind}, ${partitions} partitions, ${replication} copies`;
}

/** Topics of the released versions: their kind and their number of partitions are promised for good. */
export type ReleasedTopics = Readonly<Record<string, { readonly kind: string; readonly partitions: number }>>;

/** What the code breaks of what was released, a sentence each. */
export function brokenPromises(wanted: readonly KafkaTopic[], released: ReleasedTopics): readonly string[] {
  return Object.entries(released).flatMap(([name, { kind, partitions }]) => {
    const topic = wanted.find((one) => one.topic === name);
    if (!topic) return [`${name} was released and is gone: readers wait for it. Keep it, beside its next version.`];
    return [
      ...(topic.partitions === partitions
        ? []
        : [`${name} was released with ${partitions} partitions, not ${topic.partitions}: a new version of the topic may have more.`]),
      ...(topic.kind === kind ? [] : [`${name} was released as a ${kind}, not a ${topic.kind}: a new version of the topic may be one.`]),
    ];
  });
}
