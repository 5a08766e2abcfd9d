import type { Sql } from '@crossing/kernel';
import type { Message } from './bus.ts';

/** `parked` and `blocked` ones block the later events of their key; `malformed` ones are no events. */
export type OpenStatus = 'parked' | 'blocked' | 'malformed';

export interface DeadLetter {
  readonly message: Message;
  readonly eventId: string | null;
  readonly status: OpenStatus;
  readonly reason: string;
}

/** A dead letter that is still open, as it is kept. */
export interface OpenDeadLetter extends DeadLetter {
  readonly id: bigint;
  readonly attempts: number;
}

/** A group's dead letters on one transaction. */
export interface DeadLetters {
  add(letter: DeadLetter): Promise<void>;
  /** Which of the keys are blocked. Waits for a redrive of theirs, so that nothing is put behind one that has just ended. */
  blockedOf(topic: string, keys: readonly string[]): Promise<Set<string>>;
  /** Keys with open letters, oldest first. */
  openKeys(): Promise<readonly { readonly topic: string; readonly key: string }[]>;
  /** Keeps everybody else off the key until the transaction ends; answers its first open letter. */
  lockFirst(topic: string, key: string): Promise<OpenDeadLetter | null>;
  /** It has been applied. */
  close(id: bigint): Promise<void>;
  failedAgain(id: bigint, reason: string): Promise<void>;
  /** How many are open, malformed ones included. */
  count(): Promise<number>;
}

type Row = {
  id: bigint;
  topic: string;
  partition: number;
  offset: bigint;
  key: string;
  event_id: string | null;
  headers: Record<string, string>;
  value: Buffer | null;
  status: OpenStatus;
  reason: string;
  attempts: number;
};

/** Those that block their key. */
export const BLOCKING = `status IN ('parked', 'blocked')`;
/** Those too that are no events. */
export const OPEN = `status IN ('parked', 'blocked', 'malformed')`;

export function deadLetters(sql: Sql, group: string): DeadLetters {
  const lock = (topic: string, key: string) =>
    sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`dead-letter/${group}/${topic}/${key}`]);

  async function blocked(topic: string, keys: readonly string[]): Promise<string[]> {
    const { rows } = await sql.query<{ key: string }>(
      `SELECT DISTINCT key FROM dead_letter WHERE consumer = $1 AND topic = $2 AND key = ANY ($3) AND ${BLOCKING} ORDER BY key`,
      [group, topic, keys],
    );
    return rows.map(({ key }) => key);
  }

  return {
    async add({ message, eventId, status, reason }) {
      const { topic, partition, offset, key, headers, value } = message;
      await sql.query(
        `INSERT INTO dead_letter (consumer, topic, partition, "offset", key, event_id, headers, value, status, reason, first_at, last_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) ON CONFLICT ON CONSTRAINT dead_letter_once DO NOTHING`,
        [group, topic, partition, String(offset), key, eventId, JSON.stringify(headers), value, status, reason.slice(0, 2000), new Date()],
      );
    },
    async blockedOf(topic, keys) {
      const found = keys.length > 0 ? await blocked(topic, keys) : [];
      if (found.length === 0) return new Set();
      for (const key of found) await lock(topic, key);
      return new Set(await blocked(topic, found));
    },
    async openKeys() {
      const { rows } = await sql.query<{ topic: string; key: string }>(
        `SELECT topic, key FROM dead_letter WHERE consumer = $1 AND ${BLOCKING} GROUP BY topic, key ORDER BY min(id)`,
        [group],
      );
      return rows;
    },
    async lockFirst(topic, key) {
      await lock(topic, key);
      const { rows } = await sql.query<Row>(
        `SELECT id, topic, partition, "offset", key, event_id, headers, value, status, reason, attempts
         FROM dead_letter WHERE consumer = $1 AND topic = $2 AND key = $3 AND ${BLOCKING} ORDER BY "offset" LIMIT 1`,
        [group, topic, key],
      );
      return rows[0] ? toLetter(rows[0]) : null;
    },
    async close(id) {
      await sql.query(`UPDATE dead_letter SET status = 'redriven', last_at = $2 WHERE id = $1`, [String(id), new Date()]);
    },
    async failedAgain(id, reason) {
      await sql.query(
        `UPDATE dead_letter SET status = 'parked', reason = $2, attempts = attempts + 1, last_at = $3 WHERE id = $1 AND ${BLOCKING}`,
        [String(id), reason.slice(0, 2000), new Date()],
      );
    },
    async count() {
      const { rows } = await sql.query<{ open: number }>(`SELECT count(*)::int AS open FROM dead_letter WHERE consumer = $1 AND ${OPEN}`, [
        group,
      ]);
      return rows[0]!.open;
    },
  };
}

const toLetter = ({ id, event_id, status, reason, attempts, ...message }: Row): OpenDeadLetter => ({
  ...{ id, status, reason, attempts },
  eventId: event_id,
  message,
});
