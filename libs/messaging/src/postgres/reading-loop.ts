import type pg from 'pg';
import type { HandleSlice, PartitionOffset, Subscription } from '../bus.ts';
import { connect, disconnect, keepingLease } from '../connection.ts';
import { pauses } from '../pauses.ts';
import { eachOf, inTurn } from '../several-tasks.ts';
import { logReader, type LogReader } from './log-reader.ts';

/** Which partitions are read, and from where. */
export interface Positions {
  /** Called before each round: the partitions to read now, with their next offsets. */
  current(): Promise<readonly PartitionOffset[]>;
  /** Everything before this offset has been handled. */
  advance(next: PartitionOffset): Promise<void>;
  /** Called after each round with the ends that the round has seen. */
  roundDone?(ends: readonly PartitionOffset[]): void;
}

interface LoopOptions {
  readonly url: string;
  readonly name: string;
  readonly topics: readonly string[];
  readonly handle: HandleSlice;
  /** How many partitions are handled at once; one by default. */
  readonly atOnce?: number;
  /** Made anew for the loop's own connection. */
  readonly positions: (client: pg.Client, reader: LogReader) => Promise<Positions>;
}

/** LISTEN tells at once that there is something new; a lost notification costs this many milliseconds. */
const POLL_MS = 200;

/** Reads slice after slice on a connection of its own, a slice of each partition in turn, until it is stopped or something fails. */
export function startReading({ url, name, topics, handle, atOnce = 1, positions }: LoopOptions): Subscription {
  const { wait, wake } = pauses();
  let running = true;
  let lost: Error | undefined;

  async function read(): Promise<void> {
    const client = await connect(url, name, (error) => {
      lost = error;
      wake();
    });
    client.on('notification', ({ payload }) => {
      if (topics.includes(payload ?? '')) wake();
    });
    try {
      await client.query('LISTEN bus');
      const own = await positions(client, logReader(client));
      while (running) {
        if (lost) throw lost;
        if (!(await round(client, own)) && running) await wait(POLL_MS);
      }
    } finally {
      await disconnect(client);
    }
  }

  /** Handles one slice of each partition that has one; false when none has. */
  async function round(client: pg.Client, own: Positions): Promise<boolean> {
    const reader = logReader(client);
    const partitions = await own.current();
    const ends = await reader.ends(topics);
    // A connection takes one statement at a time.
    const turn = inTurn();
    let found = false;

    async function take(from: PartitionOffset): Promise<void> {
      const end = ends.find(({ topic, partition }) => topic === from.topic && partition === from.partition)?.offset ?? 0n;
      if (!running || from.offset >= end) return;
      const slice = await turn(() => reader.read(from, end));
      if (slice.messages.length > 0) await handle(slice);
      const last = slice.messages.at(-1);
      await turn(() => own.advance({ ...from, offset: last ? last.offset + 1n : end }));
      found = true;
    }

    await keepingLease({ query: (text) => turn(() => client.query(text)) }, () => eachOf(partitions, atOnce, take));
    own.roundDone?.(ends);
    return found;
  }

  const done = read();
  // Whoever awaits `done` hears of a failure; nobody has to.
  done.catch(() => {});
  return {
    done,
    async stop() {
      running = false;
      wake();
      await done.catch(() => {});
    },
  };
}
