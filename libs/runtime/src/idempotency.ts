import { createHash } from 'node:crypto';
import { canonicalJson, type Clock, DAY, type Sql } from '@crossing/kernel';

/** The kind of an answer, and the ids from which it is read again. */
export interface StoredAnswer {
  readonly kind: string;
  readonly ids: Readonly<Record<string, string>>;
}

export interface IdempotencyKey {
  readonly subject: string;
  readonly mutation: string;
  readonly key: string;
}

export type Claim =
  /** The first of its kind: do it, then `complete`. */
  | { readonly kind: 'first' }
  | { readonly kind: 'replay'; readonly answer: StoredAnswer }
  /** The key was used for another request. */
  | { readonly kind: 'conflict' };

/** One effect for one key, seven days long (decisions D21). */
export interface IdempotencyStore {
  /** The first statement of a transaction: whoever comes second waits here for the first one's commit. */
  claim(request: IdempotencyKey & { readonly body: unknown }): Promise<Claim>;
  /** Keeps the answer; null forgets the key, so that it may be tried again. */
  complete(key: IdempotencyKey, answer: StoredAnswer | null): Promise<void>;
}

const KEPT_MS = 7 * DAY;
/** This key, if it is too old, and some others that are: each claim takes more away than it adds, so nobody need sweep. */
const FORGET = `
  WITH old AS (
    SELECT subject, mutation, key FROM idempotency WHERE at < $4 ORDER BY at LIMIT 10 FOR UPDATE SKIP LOCKED
  ), others AS (
    DELETE FROM idempotency USING old
    WHERE (idempotency.subject, idempotency.mutation, idempotency.key) = (old.subject, old.mutation, old.key)
  )
  DELETE FROM idempotency WHERE subject = $1 AND mutation = $2 AND key = $3 AND at < $4`;

/** The idempotency keys of the service on one transaction. */
export const idempotency = (sql: Sql, clock: Clock): IdempotencyStore => ({
  async claim({ subject, mutation, key, body }) {
    const hash = createHash('sha256').update(canonicalJson(body)).digest();
    const id = [subject, mutation, key];
    await sql.query(FORGET, [...id, new Date(clock().getTime() - KEPT_MS)]);
    const inserted = await sql.query(
      'INSERT INTO idempotency (subject, mutation, key, request_hash, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
      [...id, hash, clock()],
    );
    if (inserted.rowCount === 1) return { kind: 'first' };
    const { rows } = await sql.query<{ same: boolean; answer: StoredAnswer | null }>(
      'SELECT request_hash = $4 AS same, answer FROM idempotency WHERE subject = $1 AND mutation = $2 AND key = $3',
      [...id, hash],
    );
    const [known] = rows;
    if (!known?.same) return { kind: 'conflict' };
    if (known.answer === null) throw new Error(`${mutation} committed its idempotency key without an answer`);
    return { kind: 'replay', answer: known.answer };
  },
  async complete({ subject, mutation, key }, answer) {
    const id = [subject, mutation, key];
    await (answer === null
      ? sql.query('DELETE FROM idempotency WHERE subject = $1 AND mutation = $2 AND key = $3', id)
      : sql.query('UPDATE idempotency SET answer = $4 WHERE subject = $1 AND mutation = $2 AND key = $3', [...id, JSON.stringify(answer)]));
  },
});
