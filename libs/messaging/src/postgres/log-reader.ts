import type pg from 'pg';
import { MAX_SLICE, type Message, type PartitionOffset, type Slice } from '../bus.ts';

const PAGE_BYTES = 4_000_000;

/** Reads the log on one connection. */
export interface LogReader {
  /** The offset that each partition's next message will get. */
  ends(topics: readonly string[]): Promise<PartitionOffset[]>;
  /** The first offset of each partition that was stored at `time` or later, else its end. */
  since(topics: readonly string[], time: Date): Promise<PartitionOffset[]>;
  committed(group: string, topics: readonly string[]): Promise<PartitionOffset[]>;
  commit(group: string, next: PartitionOffset): Promise<void>;
  /** The messages from an offset on, bounded by number and by bytes. Empty when compaction took all that were left. */
  read(from: PartitionOffset, end: bigint): Promise<Slice>;
}

type OffsetRow = { topic: string; part: number; off: bigint };
type LogRow = { off: bigint; key: string; headers: Record<string, string>; value: Buffer | null };

const toOffset = ({ topic, part, off }: OffsetRow): PartitionOffset => ({ topic, partition: part, offset: off });

export const logReader = (client: pg.Client | pg.Pool): LogReader => ({
  async ends(topics) {
    const { rows } = await client.query<OffsetRow>({ name: 'bus-ends', text: 'SELECT * FROM bus.ends($1)', values: [topics] });
    return rows.map(toOffset);
  },
  async since(topics, time) {
    const { rows } = await client.query<OffsetRow>('SELECT * FROM bus.since($1, $2)', [topics, time]);
    return rows.map(toOffset);
  },
  async committed(group, topics) {
    const { rows } = await client.query<OffsetRow>('SELECT * FROM bus.committed($1, $2)', [group, topics]);
    return rows.map(toOffset);
  },
  async commit(group, { topic, partition, offset }) {
    await client.query({
      name: 'bus-commit',
      text: 'SELECT bus.commit_offset($1, $2, $3, $4)',
      values: [group, topic, partition, String(offset)],
    });
  },
  async read({ topic, partition, offset }, end) {
    const { rows } = await client.query<LogRow>({
      name: 'bus-read',
      text: 'SELECT * FROM bus.read($1, $2, $3, $4, $5)',
      values: [topic, partition, String(offset), MAX_SLICE, PAGE_BYTES],
    });
    const messages = rows.map(({ off, ...row }): Message => ({ ...row, topic, partition, offset: off }));
    return { topic, partition, messages, end };
  },
});
