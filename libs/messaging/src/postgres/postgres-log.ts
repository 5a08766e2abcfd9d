import type { TopicSpec } from '@crossing/contracts';
import type { HealthState } from '@crossing/kernel';
import pg from 'pg';
import {
  MAX_MESSAGE_BYTES,
  MessageRefused,
  PARTITIONS_AT_ONCE,
  type Bus,
  type Following,
  type OutgoingMessage,
  type Subscription,
} from '../bus.ts';
import { connectionConfig } from '../connection.ts';
import type { Log } from '../log.ts';
import { assertPartitions } from '../assert-partitions.ts';
import { partitionOf } from '../partition-of.ts';
import { follower } from './follower-positions.ts';
import { groupMember } from './group-member.ts';
import { installLog } from './install-log.ts';
import { logReader } from './log-reader.ts';
import { startReading } from './reading-loop.ts';

export interface PostgresLogOptions {
  /** The database, as the role that publishes and reads: a service's worker role. */
  readonly url: string;
  /** The database, as a role that may create roles and schemas; without it the schema `bus` must be there. */
  readonly adminUrl?: string;
  readonly log: Log;
}

const COMPACT_EVERY_MS = 600_000;
const TOMBSTONES_STAY_MS = 7 * 86_400_000;

/** The embedded bus: a log in the schema `bus` of the database, which services reach through its functions only (decisions D27). */
export async function postgresLog({ url, adminUrl, log }: PostgresLogOptions): Promise<Bus> {
  if (adminUrl) await installLog({ adminUrl, client: decodeURIComponent(new URL(url).username) });
  const pool = new pg.Pool({ ...connectionConfig(url, 'bus'), max: 2 });
  pool.on('error', (error) => log.warn({ err: error }, 'An idle connection of the bus was lost.'));
  const open = new Set<Subscription>();
  const partitions = new Map<string, number>();
  const compaction = setInterval(() => void compact(pool, log), COMPACT_EVERY_MS).unref();
  let health: HealthState = { status: 'ok' };

  async function partitionsOf(topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const unknown = topics.filter((topic) => !partitions.has(topic));
    if (unknown.length > 0) {
      const ends = Map.groupBy(await logReader(pool).ends(unknown), ({ topic }) => topic);
      for (const [topic, parts] of ends) partitions.set(topic, parts.length);
    }
    return partitions;
  }

  function keep<S extends Subscription>(subscription: S): S {
    open.add(subscription);
    subscription.done.catch(() => {}).finally(() => open.delete(subscription));
    return subscription;
  }

  return {
    ensureTopics: (topics) => ensureTopics(pool, topics),
    async checkTopics(topics) {
      const ends = await logReader(pool).ends(topics.map(({ topic }) => topic));
      assertPartitions(topics, new Map([...Map.groupBy(ends, ({ topic }) => topic)].map(([topic, parts]) => [topic, parts.length])));
    },
    async publish(messages) {
      try {
        if (messages.length > 0) await publish(pool, messages, await partitionsOf([...new Set(messages.map(({ topic }) => topic))]));
        health = { status: 'ok' };
      } catch (error) {
        if (!(error instanceof MessageRefused)) health = { status: 'degraded', detail: 'the log takes no messages' };
        throw error;
      }
    },
    subscribe: ({ group, topics, handle }) =>
      keep(
        startReading({
          ...{ url, name: group, topics, handle, atOnce: PARTITIONS_AT_ONCE },
          positions: (client, reader) => groupMember(client, reader, group, topics),
        }),
      ),
    follow({ topics, from = [], handle }): Following {
      const { positions, caughtUp } = follower(topics, from);
      return { ...keep(startReading({ url, name: 'bus.follow', topics, handle, positions })), caughtUp };
    },
    committed: (group, topics) => logReader(pool).committed(group, topics),
    ends: (topics) => logReader(pool).ends(topics),
    since: (topics, time) => logReader(pool).since(topics, time),
    async close() {
      clearInterval(compaction);
      await Promise.all([...open].map((subscription) => subscription.stop()));
      await pool.end();
    },
    state: () => health,
  };
}

async function ensureTopics(pool: pg.Pool, topics: readonly TopicSpec[]): Promise<void> {
  await pool.query(
    'SELECT bus.ensure_topic(topic, kind, partitions) FROM unnest($1::text[], $2::text[], $3::int[]) AS t (topic, kind, partitions)',
    [topics.map(({ topic }) => topic), topics.map(({ kind }) => kind), topics.map(({ partitions }) => partitions)],
  );
}

async function publish(pool: pg.Pool, messages: readonly OutgoingMessage[], partitions: ReadonlyMap<string, number>): Promise<void> {
  const parts = messages.map(({ topic, key, value }) => {
    if (value && value.length > MAX_MESSAGE_BYTES) {
      throw new MessageRefused(`A message on ${topic} is ${value.length} bytes long; the log takes ${MAX_MESSAGE_BYTES}.`);
    }
    const count = partitions.get(topic);
    if (!count) throw new Error(`There is no topic ${topic}.`);
    return partitionOf(topic, key, count);
  });
  try {
    await pool.query({
      name: 'bus-publish',
      text: 'SELECT bus.publish($1, $2, $3, $4, $5, $6)',
      values: [
        messages.map(({ topic }) => topic),
        parts,
        messages.map(({ key }) => key),
        messages.map(({ headers }) => JSON.stringify(headers)),
        messages.map(({ value }) => value),
        new Date(),
      ],
    });
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    // Data exceptions, violated constraints, missing rights: the database works, and will say the same again.
    if (/^(22|23|42501)/.test(code)) throw new MessageRefused(message, { cause: error });
    throw error;
  }
}

async function compact(pool: pg.Pool, log: Log): Promise<void> {
  try {
    await pool.query('SELECT bus.compact($1)', [new Date(Date.now() - TOMBSTONES_STAY_MS)]);
  } catch (error) {
    log.warn({ err: error }, 'The log could not be compacted; it is tried again later.');
  }
}
