import type { TopicSpec } from '@crossing/contracts';
import type { HealthState } from '@crossing/kernel';

/** A message may be this long and no longer, in bytes; a Kafka broker takes 1 MB too, headers included. */
export const MAX_MESSAGE_BYTES = 1_000_000;

/** A message on its way: CloudEvents 1.0 in binary mode, so attributes are headers (`ce_id`, `ce_type` …) and the value is plain JSON. */
export interface OutgoingMessage {
  readonly topic: string;
  /** Decides the partition; messages of one key stay in order. */
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null is a tombstone: compaction erases what the key had. */
  readonly value: Buffer | null;
}

/** A message as it was stored. */
export interface Message extends OutgoingMessage {
  readonly partition: number;
  readonly offset: bigint;
}

/** The next offset to read of a partition. */
export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/** Messages of one partition in their order, 500 at most. */
export interface Slice {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly Message[];
  /** The offset that the partition's next message will get: what is left is `end` − last offset − 1. */
  readonly end: bigint;
}

export const MAX_SLICE = 500;

/** A member of a group handles slices of so many partitions at once: while one waits for the database, another makes use of the processor. */
export const PARTITIONS_AT_ONCE = 3;

export type HandleSlice = (slice: Slice) => Promise<void>;

/** A reader at work. */
export interface Subscription {
  /** Ends after the slice at hand; then `done` resolves. */
  stop(): Promise<void>;
  /** Resolves after `stop`, rejects when the reader or its handler failed: it does not go on by itself. */
  readonly done: Promise<void>;
}

/** A follower also says when it has seen everything that was there when it began. */
export interface Following extends Subscription {
  readonly caughtUp: Promise<void>;
}

/** The bus will never take this message, whatever is tried; it works otherwise. */
export class MessageRefused extends Error {
  override readonly name = 'MessageRefused';
}

/**
 * What the relay and the consumers need of a log with topics, partitions and consumer groups. Delivery is at least once, in
 * order per key. Adapters: the PostgreSQL log, and Kafka.
 */
export interface Bus {
  /** Makes the topics that are missing; throws when one has another number of partitions. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** Throws and says which when a topic is missing, or has another number of partitions. */
  checkTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** Resolves when every message is stored, in their order. When it rejects, any of them may be. */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
  /**
   * Reads as a member of `group`: each partition has one reader at a time, and members share them. The offset is committed
   * after `handle` has resolved; what was handled and not committed comes again. `handle` is called for several partitions at
   * once, for each with one slice after the other.
   */
  subscribe(options: { readonly group: string; readonly topics: readonly string[]; readonly handle: HandleSlice }): Subscription;
  /** Reads every partition on its own account, from `from` (else from its beginning), and commits nothing. */
  follow(options: {
    readonly topics: readonly string[];
    readonly from?: readonly PartitionOffset[];
    readonly handle: HandleSlice;
  }): Following;
  /** How far the group has come: the next offset of every partition. */
  committed(group: string, topics: readonly string[]): Promise<readonly PartitionOffset[]>;
  /** How far every partition goes: the offset that its next message will get. */
  ends(topics: readonly string[]): Promise<readonly PartitionOffset[]>;
  /** The first offset of every partition that was stored at `time` or later, by the bus' own clock; its end when there is none. */
  since(topics: readonly string[], time: Date): Promise<readonly PartitionOffset[]>;
  close(): Promise<void>;
  state(): HealthState;
}
