import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Running } from './backbone.ts';

/** A row of a table that is read by its number. */
export interface PlainRow {
  readonly seq: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly value: Buffer;
}

interface Reading {
  readonly client: pg.Client;
  /** Where the rows are; it has the columns `seq` and `topic`. */
  readonly table: string;
  readonly topic: string;
  readonly columns: string;
  /** The rows of one page, in their order. */
  readonly handle: (rows: readonly PlainRow[]) => Promise<void>;
}

const PAGE = 100;
const POLL_MS = 100;

/**
 * Reads a table as outboxes are commonly read: everything with a number above the last one seen, in pages, every 100 ms. It
 * never sees the row of a transaction that took its number early and committed late.
 */
export function readBySequence({ client, table, topic, columns, handle }: Reading): Running {
  let [cursor, running] = ['0', true];
  async function read(): Promise<void> {
    while (running) {
      const { rows } = await client.query<PlainRow>(
        `SELECT seq, ${columns} FROM ${table} WHERE topic = $1 AND seq > $2 ORDER BY seq LIMIT ${PAGE}`,
        [topic, cursor],
      );
      if (rows.length > 0) await handle(rows);
      cursor = rows.at(-1)?.seq ?? cursor;
      if (rows.length === 0) await sleep(POLL_MS);
    }
  }
  const done = read();
  return {
    async stop() {
      running = false;
      await done;
      await client.end();
    },
  };
}
