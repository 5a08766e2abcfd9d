import type pg from 'pg';
import type { PartitionOffset } from '../bus.ts';
import type { LogReader } from './log-reader.ts';
import type { Positions } from './reading-loop.ts';

interface Follower {
  readonly positions: (client: pg.Client, reader: LogReader) => Promise<Positions>;
  /** Resolves when everything that was there at the start has been handled. */
  readonly caughtUp: Promise<void>;
}

/** Reads every partition, from the given offsets or the beginning; its positions are kept in memory only. */
export function follower(topics: readonly string[], from: readonly PartitionOffset[]): Follower {
  const next = new Map(from.map((offset) => [nameOf(offset), offset]));
  const { promise: caughtUp, resolve } = Promise.withResolvers<void>();
  return {
    caughtUp,
    async positions(_client, reader) {
      const atStart = await reader.ends(topics);
      for (const { topic, partition } of atStart) {
        const name = nameOf({ topic, partition });
        if (!next.has(name)) next.set(name, { topic, partition, offset: 0n });
      }
      return {
        current: async () => [...next.values()],
        advance: async (offset) => void next.set(nameOf(offset), offset),
        roundDone() {
          if (atStart.every((end) => next.get(nameOf(end))!.offset >= end.offset)) resolve();
        },
      };
    },
  };
}

const nameOf = ({ topic, partition }: Pick<PartitionOffset, 'topic' | 'partition'>): string => `${topic}/${partition}`;
