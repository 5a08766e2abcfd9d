import type { Admin, Consumer } from 'kafkajs';
import type { Following, HandleSlice, PartitionOffset, Slice } from '../bus.ts';
import type { OpenKafka } from './kafka-client.ts';
import { startConsuming } from './kafka-consuming.ts';

interface FollowingOptions {
  readonly open: OpenKafka;
  /** Asks the cluster as an administrator. */
  readonly ask: <T>(question: (admin: Admin) => Promise<T>) => Promise<T>;
  readonly coordinated: (group: string) => Promise<void>;
  /** A group of its own, which nobody else is a member of and which commits nothing. */
  readonly group: string;
  readonly topics: readonly string[];
  readonly from: readonly PartitionOffset[];
  readonly handle: HandleSlice;
}

interface Bounds extends PartitionOffset {
  /** The offset that the partition's next message gets. */
  readonly end: bigint;
}

/** Reads every partition from the given offsets, else from the beginning: kafkajs can only read as a member of a group. */
export function startFollowing({ open, ask, coordinated, group, topics, from, handle }: FollowingOptions): Following {
  const next = new Map(from.map(({ topic, partition, offset }) => [`${topic}/${partition}`, { topic, partition, offset }]));
  const { promise: caughtUp, resolve } = Promise.withResolvers<void>();
  const { promise: done, resolve: ended, reject: failed } = Promise.withResolvers<void>();
  done.catch(() => {});
  let atStart: readonly Bounds[] = [];
  let stopped = false;
  let stop = async () => {};

  const seek = (consumer: Consumer) =>
    next.forEach(({ topic, partition, offset }) => consumer.seek({ topic, partition, offset: String(offset) }));
  const look = () => atStart.every(({ topic, partition, end }) => next.get(`${topic}/${partition}`)!.offset >= end) && resolve();

  async function follow({ topic, partition, messages, end }: Slice): Promise<void> {
    const name = `${topic}/${partition}`;
    // After a rebalance kafkajs may fetch once from the beginning before it seeks.
    const fresh = messages.filter(({ offset }) => offset >= next.get(name)!.offset);
    if (fresh.length > 0) await handle({ topic, partition, messages: fresh, end });
    next.set(name, { topic, partition, offset: maxOf(next.get(name)!.offset, messages.at(-1)!.offset + 1n) });
    look();
  }

  async function start(): Promise<void> {
    const bounds = await ask((admin) => boundsOf(admin, topics));
    for (const { topic, partition, offset } of bounds) {
      const name = `${topic}/${partition}`;
      next.set(name, { topic, partition, offset: maxOf(next.get(name)?.offset ?? 0n, offset) });
    }
    atStart = bounds;
    look();
    if (stopped) return;
    const consuming = startConsuming({ open, coordinated, group, topics, handle: follow, commits: false, joined: seek });
    stop = consuming.stop;
    await consuming.done;
  }
  start().then(ended, failed);
  return {
    caughtUp,
    done,
    async stop() {
      stopped = true;
      await stop();
      await done.catch(() => {});
    },
  };
}

async function boundsOf(admin: Admin, topics: readonly string[]): Promise<Bounds[]> {
  const found = await Promise.all(
    topics.map(async (topic) =>
      (await admin.fetchTopicOffsets(topic)).map(({ partition, low, high }) => ({
        topic,
        partition,
        offset: BigInt(low),
        end: BigInt(high),
      })),
    ),
  );
  return found.flat();
}

const maxOf = (a: bigint, b: bigint): bigint => (a > b ? a : b);
