import type { Bus } from '@crossing/messaging';
import { outboxBacklog, type OutboxBacklog } from '@crossing/messaging/outbox-backlog.ts';
import { GROUP_KINDS, groupOf } from '@crossing/service/consumer-groups.ts';
import { columns, counted, duration } from './columns.ts';
import { SERVICES, TOPICS, type GraphAccess } from './graph-access.ts';
import type { Output } from './output.ts';

/** How far a group has come on a partition. */
export interface PartitionLag {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly committed: bigint;
  readonly end: bigint;
}

/** Prints what waits in the outboxes, and what the groups of the known services have not read. */
export async function lag(graph: GraphAccess, bus: Bus, out: Output, now: () => Date = () => new Date()): Promise<void> {
  out.say(`Events go over ${graph.busName}.`);
  for (const service of SERVICES) {
    const backlog = await graph.inSchema(service, outboxBacklog);
    for (const line of outboxLines(service, backlog, now())) await out.print(line);
  }
  const partitions = await lagOf(bus);
  await out.print('');
  for (const line of groupLines(partitions)) await out.print(line);
}

/** Every partition of the topics that a group has read from. One that it never committed on is not told from one that it does not read. */
export async function lagOf(bus: Bus): Promise<PartitionLag[]> {
  const topics = TOPICS.map(({ topic }) => topic);
  const ends = new Map((await bus.ends(topics)).map(({ topic, partition, offset }) => [`${topic}/${partition}`, offset]));
  const found: PartitionLag[] = [];
  for (const group of SERVICES.flatMap((service) => GROUP_KINDS.map((kind) => groupOf(service, kind)))) {
    const byTopic = Map.groupBy(await bus.committed(group, topics), ({ topic }) => topic);
    for (const [topic, offsets] of byTopic) {
      if (offsets.every(({ offset }) => offset === 0n)) continue;
      for (const { partition, offset } of offsets)
        found.push({ group, topic, partition, committed: offset, end: ends.get(`${topic}/${partition}`) ?? offset });
    }
  }
  return found;
}

const waitingOf = ({ committed, end }: PartitionLag): bigint => (end > committed ? end - committed : 0n);
const sum = (partitions: readonly PartitionLag[]): bigint => partitions.reduce((total, one) => total + waitingOf(one), 0n);

/** A line a partition, then a line a group. */
export function groupLines(partitions: readonly PartitionLag[]): string[] {
  if (partitions.length === 0) return ['No group has read anything from this bus yet.'];
  const rows = partitions.map((one) => [one.group, one.topic, one.partition, one.committed, one.end, waitingOf(one)]);
  const totals = [...Map.groupBy(partitions, ({ group }) => group)].map(([group, own]) => {
    const topics = new Set(own.map(({ topic }) => topic)).size;
    return `${group}: ${sum(own)} waiting of ${counted(own.length, 'partition')} of ${counted(topics, 'topic')}`;
  });
  return [
    ...columns(['group', 'topic', 'partition', 'committed', 'end', 'waiting'], rows),
    '',
    ...totals,
    `all groups: ${sum(partitions)} waiting`,
    'A topic of which a group has committed nothing yet is not shown.',
  ];
}

/** What waits in a service's outbox: a line, and one for each of its first parked rows. */
export function outboxLines(service: string, { rows, parked, oldest, firstParked }: OutboxBacklog, now: Date): string[] {
  const waiting = rows - parked;
  const age = oldest ? `, the oldest for ${duration(now.getTime() - oldest.getTime())}` : '';
  const head = `outbox of ${service}: ${waiting === 0 ? 'nothing waits' : `${counted(waiting, 'event')} waiting${age}`}`;
  return [
    `${head}${parked > 0 ? `; ${parked} parked, each blocks its key` : ''}`,
    ...firstParked.map(({ seq, topic, key, error }) => `  parked: seq ${seq}, ${topic}, key ${key}: ${error}`),
    ...(parked > firstParked.length ? [`  and ${parked - firstParked.length} more`] : []),
  ];
}
