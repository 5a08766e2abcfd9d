import type pg from 'pg';
import type { OutgoingMessage } from './bus.ts';

/** A row of the outbox, ready to be published. */
export interface OutboxRow extends OutgoingMessage {
  readonly seq: bigint;
  readonly eventId: string;
  readonly writtenAt: Date;
}

/** The outbox of a service, as its relay sees it: everything on one connection. */
export interface Outbox {
  /** True when this connection is the one that publishes, for as long as it lives. */
  tryLock(): Promise<boolean>;
  /** The oldest rows that no parked one blocks; bounded by number and by bytes. */
  next(): Promise<OutboxRow[]>;
  delete(rows: readonly OutboxRow[]): Promise<void>;
  park(row: OutboxRow, error: Error): Promise<void>;
  countParked(): Promise<number>;
}

const BATCH_ROWS = 500;
const BATCH_BYTES = 4_000_000;

export function outboxOf(client: pg.Client, service: string): Outbox {
  const table = `${service.replaceAll('-', '_')}.outbox`;
  return {
    async tryLock() {
      // The statements of this connection are planned when the outbox is empty, and a scan of nothing is cheap: read by the index
      // nevertheless, so that a page of a long backlog does not cost as much as all of it.
      const { rows } = await client.query<{ mine: boolean }>(
        `SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine,
                set_config('enable_seqscan', 'off', false), set_config('enable_sort', 'off', false)`,
        [`${service}.relay`],
      );
      return rows[0]!.mine;
    },
    async next() {
      const { rows } = await client.query<OutboxRow>({ name: 'outbox-next', text: nextOf(table), values: [BATCH_ROWS, BATCH_BYTES] });
      return rows;
    },
    async delete(rows) {
      await client.query({
        name: 'outbox-delete',
        text: `DELETE FROM ${table} WHERE seq = ANY ($1::bigint[])`,
        values: [rows.map(({ seq }) => String(seq))],
      });
    },
    async park({ seq }, error) {
      await client.query(`UPDATE ${table} SET parked_at = $2, error = $3 WHERE seq = $1`, [seq, new Date(), error.message.slice(0, 500)]);
    },
    async countParked() {
      const { rows } = await client.query<{ parked: number }>(`SELECT count(*)::int AS parked FROM ${table} WHERE parked_at IS NOT NULL`);
      return rows[0]!.parked;
    },
  };
}

// Large values stay where they are until they are sent, so summing their sizes fetches none, and a page of them fits into memory.
const nextOf = (table: string): string => `
  SELECT seq, event_id AS "eventId", topic, key, headers, value, written_at AS "writtenAt"
  FROM (
    SELECT *, sum(coalesce(octet_length(value), 0)) OVER (ORDER BY seq) - coalesce(octet_length(value), 0) AS bytes_before
    FROM (
      SELECT seq, event_id, topic, key, headers, value, written_at FROM ${table} o
      WHERE shard = 0 AND parked_at IS NULL
        AND NOT EXISTS (SELECT FROM ${table} p WHERE p.parked_at IS NOT NULL AND p.topic = o.topic AND p.key = o.key AND p.seq < o.seq)
      ORDER BY seq LIMIT $1
    ) page
  ) summed
  WHERE bytes_before < $2 ORDER BY seq`;
