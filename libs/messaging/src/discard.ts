import type { Sql } from '@crossing/kernel';
import { BLOCKING, deadLetters, OPEN } from './dead-letters.ts';

/** What follows from giving a dead letter up. */
export interface Discarded {
  readonly group: string;
  readonly topic: string;
  readonly key: string;
  /** Whether it blocked its key; what is no event at all blocks nothing. */
  readonly blocked: boolean;
  /** The open letters of its key that are left: they may be redriven without it. */
  readonly left: number;
}

/** Gives an open dead letter up for good, and keeps why; null when there is no open one with this id. */
export async function discard(sql: Sql, id: bigint, why: string): Promise<Discarded | null> {
  const found = await sql.query<{ group: string; topic: string; key: string }>(
    'SELECT consumer AS "group", topic, key FROM dead_letter WHERE id = $1',
    [String(id)],
  );
  const [letter] = found.rows;
  if (!letter) return null;
  const { group, topic, key } = letter;
  // A redrive of the key that is at work may apply this very letter: afterwards it is not open any more.
  await deadLetters(sql, group).lockFirst(topic, key);
  const { rows } = await sql.query<{ blocked: boolean }>(
    `UPDATE dead_letter AS letter SET status = 'discarded', reason = left(letter.reason || '; given up: ' || $2, 2000), last_at = $3
     FROM dead_letter AS before
     WHERE letter.id = $1 AND before.id = letter.id AND before.${OPEN}
     RETURNING before.status <> 'malformed' AS blocked`,
    [String(id), why, new Date()],
  );
  if (!rows[0]) return null;
  const rest = await sql.query<{ left: number }>(
    `SELECT count(*)::int AS left FROM dead_letter WHERE consumer = $1 AND topic = $2 AND key = $3 AND ${BLOCKING}`,
    [group, topic, key],
  );
  return { ...letter, blocked: rows[0].blocked, left: rest.rows[0]!.left };
}
