import type { Sql } from '@crossing/kernel';

export interface Deadline {
  readonly kind: string;
  readonly aggregateId: string;
  readonly dueAt: Date;
  /** How often it has failed. */
  readonly attempts: number;
}

/** Moments at which an aggregate changes by itself; written in the transaction that changes it (decisions D8). */
export interface Deadlines {
  /** Sets or moves the aggregate's deadline of that kind. */
  set(kind: string, aggregateId: string, dueAt: Date): Promise<void>;
  clear(kind: string, aggregateId: string): Promise<void>;
  /** Locks the most overdue one of these kinds that nobody else is working on; null when there is none. */
  claimDue(kinds: readonly string[], now: Date): Promise<Deadline | null>;
  /** Puts a failed one off until `retryAt`, keeping why; leaves it alone if it was moved meanwhile. */
  putOff(failed: Deadline, failure: { readonly retryAt: Date; readonly error: string }): Promise<void>;
  /** The most failures that any open deadline has had. */
  worstAttempts(): Promise<number>;
}

/** The deadlines of the service on one transaction. */
export const deadlines = (sql: Sql): Deadlines => ({
  async set(kind, aggregateId, dueAt) {
    await sql.query(
      `INSERT INTO deadline (kind, aggregate_id, due_at, try_at) VALUES ($1, $2, $3, $3)
       ON CONFLICT (kind, aggregate_id) DO UPDATE SET due_at = $3, try_at = $3, attempts = 0, last_error = NULL`,
      [kind, aggregateId, dueAt],
    );
  },
  async clear(kind, aggregateId) {
    await sql.query('DELETE FROM deadline WHERE kind = $1 AND aggregate_id = $2', [kind, aggregateId]);
  },
  async claimDue(kinds, now) {
    const { rows } = await sql.query<{ kind: string; aggregate_id: string; due_at: Date; attempts: number }>(
      `SELECT kind, aggregate_id, due_at, attempts FROM deadline WHERE try_at <= $1 AND kind = ANY ($2)
       ORDER BY try_at FOR UPDATE SKIP LOCKED LIMIT 1`,
      [now, kinds],
    );
    const [row] = rows;
    return row ? { kind: row.kind, aggregateId: row.aggregate_id, dueAt: row.due_at, attempts: row.attempts } : null;
  },
  async putOff({ kind, aggregateId, dueAt, attempts }, { retryAt, error }) {
    await sql.query(
      `UPDATE deadline SET try_at = $5, attempts = attempts + 1, last_error = $6
       WHERE kind = $1 AND aggregate_id = $2 AND due_at = $3 AND attempts = $4`,
      [kind, aggregateId, dueAt, attempts, retryAt, error.slice(0, 500)],
    );
  },
  async worstAttempts() {
    const { rows } = await sql.query<{ worst: number | null }>('SELECT max(attempts) AS worst FROM deadline');
    return rows[0]?.worst ?? 0;
  },
});
