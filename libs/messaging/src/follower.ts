import type { HealthState } from '@crossing/kernel';
import type { Bus, Following, PartitionOffset, Slice } from './bus.ts';
import { failuresInARow } from './failures.ts';
import { incomingOf } from './incoming.ts';
import type { Log } from './log.ts';
import { pauses } from './pauses.ts';
import type { Reaction } from './reaction.ts';
import { sparingLog } from './sparing-log.ts';

export interface FollowerOptions {
  readonly bus: Bus;
  /** Where to begin, e.g. `await bus.committed(group, topics)`, read before the tables are. */
  readonly from: readonly PartitionOffset[];
  /** What to do with each event; it may see one again, and one that the tables already show. */
  readonly reactions: readonly Reaction<void>[];
  readonly log: Log;
}

export interface Follower {
  /** Resolves when everything that was there at the start has been seen. */
  readonly caughtUp: Promise<void>;
  stop(): Promise<void>;
  state(): HealthState;
}

/** Keeps a cache in memory up to date from the topics themselves (decisions D24); goes on after failures where it was. */
export function startFollower({ bus, from, reactions, log }: FollowerOptions): Follower {
  const { wait, wake } = pauses();
  const complain = sparingLog(log);
  const { promise: caughtUp, resolve } = Promise.withResolvers<void>();
  const topics = [...new Set(reactions.map(({ contract }) => contract.topic))];
  const positions = new Map(from.map((offset) => [`${offset.topic}/${offset.partition}`, offset]));
  let running = true;
  const failures = failuresInARow();
  let following: Following | undefined;

  async function handle({ topic, partition, messages }: Slice): Promise<void> {
    for (const message of messages) {
      const incoming = incomingOf(message, reactions);
      // What cannot be read is in the dead letters of the group that keeps the tables.
      if (incoming?.kind !== 'event') continue;
      for (const reaction of incoming.reactions) await reaction.handle(undefined, incoming.event);
    }
    positions.set(`${topic}/${partition}`, { topic, partition, offset: messages.at(-1)!.offset + 1n });
  }

  async function supervise(): Promise<void> {
    while (running) {
      try {
        following = bus.follow({ topics, from: [...positions.values()], handle });
        void following.caughtUp.then(resolve);
        await following.done;
      } catch (error) {
        const pause = failures.add();
        complain(error, { failures: failures.count() }, 'The follower failed; it goes on where it was.');
        if (running) await wait(pause);
      }
    }
  }

  const done = supervise();
  return {
    caughtUp,
    async stop() {
      running = false;
      wake();
      await following?.stop();
      await done;
    },
    state: () =>
      failures.count() > 0 ? { status: 'degraded', detail: `the follower failed ${failures.count()} times in a row` } : { status: 'ok' },
  };
}
