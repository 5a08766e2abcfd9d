import type { Sql } from '@crossing/kernel';

/** A row that the bus refused; it blocks the later ones of its key. */
export interface ParkedRow {
  readonly seq: bigint;
  readonly topic: string;
  readonly key: string;
  readonly error: string;
}

/** What a service has committed and not published. */
export interface OutboxBacklog {
  /** Parked ones and those behind them included. */
  readonly rows: number;
  readonly parked: number;
  /** When the oldest row that is not parked was written, by the machine's clock. */
  readonly oldest: Date | null;
  /** The first of the parked ones. */
  readonly firstParked: readonly ParkedRow[];
}

const SHOWN = 5;

/** Looks into the outbox of a service, on a connection that has its schema in its path. */
export async function outboxBacklog(sql: Sql): Promise<OutboxBacklog> {
  const { rows } = await sql.query<Omit<OutboxBacklog, 'firstParked'>>(
    `SELECT count(*)::int AS rows, count(parked_at)::int AS parked, min(written_at) FILTER (WHERE parked_at IS NULL) AS oldest FROM outbox`,
  );
  const parked = await sql.query<ParkedRow>(
    `SELECT seq, topic, key, coalesce(error, '') AS error FROM outbox WHERE parked_at IS NOT NULL ORDER BY seq LIMIT ${SHOWN}`,
  );
  return { ...rows[0]!, firstParked: parked.rows };
}
