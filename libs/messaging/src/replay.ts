import type { Sql } from '@crossing/kernel';
import type { Transact } from './apply-slice.ts';
import type { Bus, Message, PartitionOffset, Slice } from './bus.ts';
import { incomingOf, type Incoming } from './incoming.ts';
import type { Reaction } from './reaction.ts';

export interface ReplayOptions<Tx extends { readonly sql: Sql }> {
  readonly bus: Bus;
  readonly reaction: Reaction<Tx>;
  readonly transact: Transact<Tx>;
}

/** A topic that is applied from its beginning, on its own account. */
export interface Replay {
  /** Resolves when everything that the topic had at the start is applied. */
  readonly caughtUp: Promise<void>;
  /** Resolves when everything before these offsets is applied; rejects when something cannot be. Ask after `caughtUp`. */
  reached(ends: readonly PartitionOffset[]): Promise<void>;
  /** How many messages it has met, and how many of them break their contract or are no events. */
  count(): { readonly met: number; readonly unreadable: number };
  stop(): Promise<void>;
}

/**
 * Applies a state topic from its beginning, a slice a transaction, and goes on with what comes. No inbox and no group: what it
 * writes to is new. What cannot be read is passed over, as the group that keeps the read model has it in its dead letters.
 */
export async function startReplay<Tx extends { readonly sql: Sql }>({ bus, reaction, transact }: ReplayOptions<Tx>): Promise<Replay> {
  const { topic } = reaction.contract;
  const atStart = await bus.ends([topic]);
  const next = new Map<number, bigint>();
  let [met, unreadable] = [0, 0];
  let moved = Promise.withResolvers<void>();

  async function handle({ partition, messages }: Slice): Promise<void> {
    const { newest, broken } = readAll(reaction, messages);
    try {
      await transact(own(), (tx) => applyTogether(reaction, tx, newest));
    } catch {
      // Once more and one by one, to say which of them cannot be.
      await transact(own(), async (tx) => {
        for (const event of newest) await apply(reaction, tx, event);
      });
    }
    met += messages.length;
    unreadable += broken;
    move(partition, messages.at(-1)!.offset + 1n);
  }

  function move(partition: number, to: bigint): void {
    if ((next.get(partition) ?? 0n) < to) next.set(partition, to);
    moved.resolve();
    moved = Promise.withResolvers();
  }

  const following = bus.follow({ topics: [topic], handle });
  const ended = following.done.then(() => Promise.reject(new Error(`The replay of ${topic} was stopped.`)));
  ended.catch(() => {});
  async function catchUp(): Promise<void> {
    await Promise.race([following.caughtUp, ended]);
    // Where a partition ends with what compaction took, no message tells that its end is reached.
    for (const { partition, offset } of atStart) move(partition, offset);
  }
  const caughtUp = catchUp();
  caughtUp.catch(() => {});

  return {
    caughtUp,
    async reached(ends) {
      while (!ends.every(({ partition, offset }) => (next.get(partition) ?? 0n) >= offset)) await Promise.race([moved.promise, ended]);
    },
    count: () => ({ met, unreadable }),
    stop: following.stop,
  };
}

type Event<Tx> = Extract<Incoming<Tx>, { readonly kind: 'event' }>;

/** The newest event of each key: a state says all, so that what came before it need not be applied. */
function readAll<Tx>(
  reaction: Reaction<Tx>,
  messages: readonly Message[],
): { readonly newest: readonly Event<Tx>[]; readonly broken: number } {
  const newest = new Map<string, Event<Tx>>();
  let broken = 0;
  for (const message of messages) {
    const incoming = incomingOf(message, [reaction]);
    if (incoming?.kind === 'event') {
      // A relay that died may have repeated an older one behind it.
      const other = newest.get(message.key);
      if (!other || other.event.sequence < incoming.event.sequence) newest.set(message.key, incoming);
    } else if (incoming) broken += 1;
  }
  return { newest: [...newest.values()], broken };
}

async function applyTogether<Tx>({ handle, snapshots }: Reaction<Tx>, tx: Tx, events: readonly Event<Tx>[]): Promise<void> {
  const arrived = events.map(({ event }) => event);
  if (snapshots) await snapshots.keepNewest(tx, arrived);
  else for (const event of arrived) await handle(tx, event);
}

async function apply<Tx>(reaction: Reaction<Tx>, tx: Tx, { event, message: { topic, partition, offset, key } }: Event<Tx>): Promise<void> {
  try {
    await reaction.handle(tx, event);
  } catch (error) {
    const where = `${topic}, partition ${partition}, offset ${offset}, key ${key}`;
    throw new Error(`${where} cannot be applied: ${(error as Error).message}`, { cause: error });
  }
}

const own = () => ({ correlationId: crypto.randomUUID() });
