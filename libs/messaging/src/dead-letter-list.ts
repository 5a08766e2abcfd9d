import type { Sql } from '@crossing/kernel';
import { OPEN, type OpenStatus } from './dead-letters.ts';

/** A dead letter as an operator sees it; `status` is `redriven` or `discarded` once it is closed. */
export interface DeadLetterEntry {
  readonly id: bigint;
  /** The group that could not apply it. */
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  readonly status: OpenStatus | 'redriven' | 'discarded';
  readonly reason: string;
  /** How often it was redriven in vain. */
  readonly attempts: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** One with everything that came. */
export interface DeadLetterWhole extends DeadLetterEntry {
  readonly eventId: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
}

const ENTRY = `id, consumer, topic, partition, "offset", key, status, reason, attempts, first_at AS "firstAt", last_at AS "lastAt"`;

/** How many of the service's dead letters are open, whatever group they belong to. */
export async function countDeadLetters(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ open: number }>(`SELECT count(*)::int AS open FROM dead_letter WHERE ${OPEN}`);
  return rows[0]!.open;
}

/** Some of the open ones: a parked one stands before those that wait behind it. */
export async function listDeadLetters(
  sql: Sql,
  { skip, limit }: { readonly skip: number; readonly limit: number },
): Promise<DeadLetterEntry[]> {
  const { rows } = await sql.query<DeadLetterEntry>(
    `SELECT ${ENTRY} FROM dead_letter WHERE ${OPEN} ORDER BY consumer, topic, key, "offset", id OFFSET $1 LIMIT $2`,
    [skip, limit],
  );
  return rows;
}

/** One of them, open or closed. */
export async function findDeadLetter(sql: Sql, id: bigint): Promise<DeadLetterWhole | null> {
  const { rows } = await sql.query<DeadLetterWhole>(
    `SELECT ${ENTRY}, event_id AS "eventId", headers, value FROM dead_letter WHERE id = $1`,
    [String(id)],
  );
  return rows[0] ?? null;
}
