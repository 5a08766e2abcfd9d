import type pg from 'pg';
import type { PartitionOffset } from '../bus.ts';
import type { LogReader } from './log-reader.ts';
import type { Positions } from './reading-loop.ts';

const BALANCE_MS = 500;

/**
 * A member of a consumer group. Who reads a partition holds its advisory lock on the connection that reads and commits: when
 * the connection is gone so is the lock, and the others take over. Members are counted by a shared lock, and nobody holds
 * more than their share.
 */
export async function groupMember(client: pg.Client, reader: LogReader, group: string, topics: readonly string[]): Promise<Positions> {
  const owned = new Map<string, PartitionOffset>();
  let balancedAt = -Infinity;
  await client.query('SELECT pg_advisory_lock_shared(hashtextextended($1, 0))', [groupLock(group)]);

  async function balance(): Promise<void> {
    const all = await reader.ends(topics);
    const share = Math.ceil(all.length / (await countMembers(client, group)));
    const surplus = [...owned.keys()].slice(share);
    if (surplus.length > 0) await release(client, group, surplus);
    for (const name of surplus) owned.delete(name);
    const free = all.map(nameOf).filter((name) => !owned.has(name));
    if (owned.size >= share || free.length === 0) return;
    const taken = new Set(await take(client, group, free, share - owned.size));
    if (taken.size === 0) return;
    // Read after the lock is held: whoever had it before has committed what they handled.
    for (const next of await reader.committed(group, topics)) if (taken.has(nameOf(next))) owned.set(nameOf(next), next);
  }

  return {
    async current() {
      if (performance.now() - balancedAt >= BALANCE_MS) {
        await balance();
        balancedAt = performance.now();
      }
      return [...owned.values()];
    },
    async advance(next) {
      await reader.commit(group, next);
      owned.set(nameOf(next), next);
    },
  };
}

const nameOf = ({ topic, partition }: PartitionOffset): string => `${topic}/${partition}`;
const groupLock = (group: string): string => `bus/${group}`;

async function countMembers(client: pg.Client, group: string): Promise<number> {
  // pg_locks shows a bigint key as its two halves; objsubid 1 says that it is one.
  const { rows } = await client.query<{ members: number }>({
    name: 'bus-members',
    text: `SELECT count(*)::int AS members FROM pg_locks
           WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND ((classid::bigint << 32) | objid::bigint) = hashtextextended($1, 0)
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    values: [groupLock(group)],
  });
  return Math.max(1, rows[0]!.members);
}

async function take(client: pg.Client, group: string, names: readonly string[], most: number): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM unnest($2::text[]) AS free (name) WHERE pg_try_advisory_lock(hashtextextended($1 || '/' || name, 0)) LIMIT $3`,
    [groupLock(group), names, most],
  );
  return rows.map(({ name }) => name);
}

async function release(client: pg.Client, group: string, names: readonly string[]): Promise<void> {
  await client.query(`SELECT pg_advisory_unlock(hashtextextended($1 || '/' || name, 0)) FROM unnest($2::text[]) AS own (name)`, [
    groupLock(group),
    names,
  ]);
}
