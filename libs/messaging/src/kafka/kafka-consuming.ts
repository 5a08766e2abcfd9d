import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch, Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import { MAX_SLICE, PARTITIONS_AT_ONCE, type Message, type Slice, type Subscription } from '../bus.ts';
import type { OpenKafka } from './kafka-client.ts';
import { leaveGroup, watchedRoundRobin } from './kafka-membership.ts';
import { kafkaSockets } from './kafka-sockets.ts';
import { watchReading } from './reading-watch.ts';

export interface ConsumingOptions {
  readonly open: OpenKafka;
  /** Resolves when the group has a coordinator. */
  readonly coordinated: (group: string) => Promise<void>;
  readonly group: string;
  readonly topics: readonly string[];
  readonly handle: (slice: Slice) => Promise<void>;
  /** Whether the group's offset moves after each slice. */
  readonly commits: boolean;
  /** Called when partitions were given to this member, before it reads: the place to seek. */
  readonly joined?: (consumer: Consumer) => void;
}

const HEARTBEAT_MS = 3_000;
/**
 * kafkajs keeps what it knows of leaders for five minutes. When brokers answer differently during a failover it may hold on to
 * a leader that it no longer connects to, and then reads nothing of that partition, without an error.
 */
const METADATA_MS = 3_000;
/** A rebalance may take 60 s; whoever is silent for longer hangs. */
const STALL_MS = 75_000;
/** Each partition is asked for every 250 ms; without a leader, while its broker's death is found out, for some seconds it is not. */
const STARVED_MS = 6_000;
/** How long a consumer may take to go by itself: with its work done, or after a failure. */
const PARTING_MS = { stopped: 10_000, failed: 1_000 } as const;

/**
 * One kafkajs consumer from its start to its end. kafkajs may crash ("Broker 2 not found in the cached metadata"), hang in a
 * rebalance or silently stop fetching: each ends the subscription with an error, and whoever supervises it makes a new one.
 */
export function startConsuming(options: ConsumingOptions): Subscription {
  const { open, coordinated, group, topics, joined } = options;
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  // Whoever awaits `done` hears of a failure; nobody has to.
  done.catch(() => {});
  const watch = watchReading({
    ...{ stallMs: STALL_MS, starvedMs: STARVED_MS },
    bark: (reason) => void end(new Error(`${group} ${reason}`)),
  });
  const sockets = kafkaSockets();
  const consumer = open(sockets.open).consumer({
    groupId: group,
    sessionTimeout: 30_000,
    rebalanceTimeout: 60_000,
    heartbeatInterval: HEARTBEAT_MS,
    maxWaitTimeInMs: 250,
    maxBytes: 2 << 20,
    maxBytesPerPartition: 1 << 19,
    allowAutoTopicCreation: false,
    metadataMaxAge: METADATA_MS,
    partitionAssigners: [
      watchedRoundRobin({
        gone: (error) => void end(error),
        isEnding: () => ending !== undefined,
        fetched: watch.fetched,
        rebalancing: watch.rebalancing,
      }),
    ],
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5, restartOnFailure: async () => false },
  });
  let ending: Promise<void> | undefined;
  let memberId: string | null = null;

  function end(error?: Error): Promise<void> {
    return (ending ??= (async () => {
      watch.stop();
      const parted = consumer.disconnect().then(() => true);
      const patience = sleep(error ? PARTING_MS.failed : PARTING_MS.stopped, false, { ref: false });
      const hasLeft = await Promise.race([parted.catch(() => false), patience]);
      // A consumer that is told to go while it joins stays in the group for good, holds partitions and handles nothing of them.
      sockets.close();
      // Whoever supervises this begins anew while the member that it was is taken out of the group.
      if (error) reject(error);
      if (memberId !== null && (error || !hasLeft)) await leaveGroup(open(), group, memberId);
      resolve();
    })());
  }

  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    memberId = payload.memberId;
    watch.assigned(payload.memberAssignment);
    joined?.(consumer);
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => void end(payload.error));

  async function eachBatch(payload: EachBatchPayload): Promise<void> {
    for (const slice of slicesOf(payload.batch)) {
      if (ending || !payload.isRunning() || payload.isStale()) return;
      if (!(await watch.during(() => handleAlive(options, slice, payload, (error) => void end(error))))) return;
      await settle(options, consumer, slice, payload);
    }
  }

  async function start(): Promise<void> {
    await coordinated(group);
    if (ending) return;
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: options.commits ? PARTITIONS_AT_ONCE : 1,
      eachBatch,
    });
  }
  start().catch(end);
  return { done, stop: () => end() };
}

/** Handles the slice while heartbeats go on; false when that failed, which is the subscription's end and not kafkajs' to retry. */
async function handleAlive(
  { handle }: ConsumingOptions,
  slice: Slice,
  { heartbeat }: EachBatchPayload,
  failed: (error: Error) => void,
): Promise<boolean> {
  // A rebalance that a heartbeat tells of is told again by the one after the slice.
  const alive = setInterval(() => void heartbeat().catch(() => {}), HEARTBEAT_MS);
  try {
    await handle(slice);
    return true;
  } catch (error) {
    failed(error as Error);
    return false;
  } finally {
    clearInterval(alive);
  }
}

async function settle(
  { commits }: ConsumingOptions,
  consumer: Consumer,
  { topic, partition, messages }: Slice,
  { resolveOffset, heartbeat }: EachBatchPayload,
): Promise<void> {
  const last = messages.at(-1)!.offset;
  resolveOffset(String(last));
  if (commits) await consumer.commitOffsets([{ topic, partition, offset: String(last + 1n) }]);
  await heartbeat();
}

function* slicesOf({ topic, partition, messages, highWatermark }: Batch): Generator<Slice> {
  for (let from = 0; from < messages.length; from += MAX_SLICE) {
    const part = messages.slice(from, from + MAX_SLICE).map((message) => messageOf(topic, partition, message));
    yield { topic, partition, messages: part, end: BigInt(highWatermark) };
  }
}

const messageOf = (topic: string, partition: number, { offset, key, value, headers }: KafkaMessage): Message => ({
  topic,
  partition,
  offset: BigInt(offset),
  key: key?.toString('utf8') ?? '',
  value,
  headers: Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, given]) => [name, String(Array.isArray(given) ? given.at(-1) : given)]),
  ),
});
