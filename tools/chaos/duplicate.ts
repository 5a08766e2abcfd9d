import type { Bus, OutgoingMessage, PartitionOffset } from '@crossing/messaging';
import { CONTRACTS, groupsOf, otherThan, SERVICES } from './contracts.ts';
import type { Fault } from './faults.ts';
import type { Stage } from './stage.ts';

const REPEATED = 20n;

/** Publishes the last messages of every partition again, behind what has been published since: what a late zombie would do. */
export async function duplicate({ own }: Stage, target: number): Promise<Fault> {
  const service = SERVICES[target % SERVICES.length]!;
  const { bus } = own[service];
  const { reactions, projection } = groupsOf(otherThan(service));
  const { facts, states } = CONTRACTS[service];
  const ends = [...(await bus.committed(reactions, [facts.topic])), ...(await bus.committed(projection, [states.topic]))];
  const repeated = await newest(bus, ends);
  await bus.publish(repeated);
  return { what: `${repeated.length} messages of ${service}`, since: performance.now() };
}

/** The messages shortly before these offsets, and what came since. */
async function newest(bus: Bus, ends: readonly PartitionOffset[]): Promise<OutgoingMessage[]> {
  const found: OutgoingMessage[] = [];
  const following = bus.follow({
    topics: [...new Set(ends.map(({ topic }) => topic))],
    from: ends.map((end) => ({ ...end, offset: end.offset > REPEATED ? end.offset - REPEATED : 0n })),
    handle: async ({ messages }) => void found.push(...messages.map(({ topic, key, headers, value }) => ({ topic, key, headers, value }))),
  });
  await Promise.race([following.caughtUp, following.done]);
  await following.stop();
  return found;
}
