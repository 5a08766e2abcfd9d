import pg from 'pg';
import type { Backbone } from './backbone.ts';
import { writeDown } from './effects.ts';
import { topicOf, type Counted } from './load.ts';
import { readBySequence } from './plain-reader.ts';
import type { Stage } from './stage.ts';

/**
 * A plain outbox on PostgreSQL: rows above a cursor are copied to the reader's table, a page a transaction; the reader applies
 * each in a transaction of its own, with its offset.
 */
export function plainOutbox({ adminUrl }: Stage): Backbone {
  return {
    name: 'Plain outbox, polled by sequence',
    isOurs: false,
    prepare: async () => {},
    async startRelay(load, published) {
      const [client, writer] = [await connect(adminUrl), await connect(adminUrl)];
      const topic = topicOf(load);
      const reader = readBySequence({
        ...{ client, topic, table: 'contributor.outbox', columns: 'key, headers, value' },
        async handle(rows) {
          await writer.query('BEGIN');
          for (const { key, value } of rows) {
            await writer.query('INSERT INTO matching.plain_message (topic, key, value) VALUES ($1, $2, $3)', [topic, key, value]);
          }
          await move(writer, 'contributor.plain_cursor', topic, rows.at(-1)!.seq);
          await writer.query('COMMIT');
          published(rows.length);
        },
      });
      return { poke: () => {}, stop: async () => void (await Promise.all([reader.stop(), writer.end()])) };
    },
    emptied: async () => {},
    async startConsumer(load, told) {
      const [client, writer] = [await connect(adminUrl), await connect(adminUrl)];
      await writer.query('SET search_path = matching');
      const topic = topicOf(load);
      const sql = { query: async (text: string, values: unknown[]) => writer.query(text, values) } as never;
      const reader = readBySequence({
        ...{ client, topic, table: 'matching.plain_message', columns: 'key, value' },
        async handle(rows) {
          for (const { seq, key, value } of rows) {
            told.begun();
            await writer.query('BEGIN');
            await writeDown(sql, load.run, key, (JSON.parse(value.toString()) as Counted).n);
            await move(writer, 'matching.plain_offset', topic, seq);
            await writer.query('COMMIT');
            told.applied([key]);
          }
        },
      });
      return { stop: async () => void (await Promise.all([reader.stop(), writer.end()])) };
    },
    close: async () => {},
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

const move = (client: pg.Client, table: string, topic: string, seq: string) =>
  client.query(`INSERT INTO ${table} (topic, seq) VALUES ($1, $2) ON CONFLICT (topic) DO UPDATE SET seq = excluded.seq`, [topic, seq]);
