import { createHmac } from 'node:crypto';
import { fact, state, type TopicSpec } from '@crossing/contracts';
import type { Cause, Sql } from '@crossing/kernel';
import { Type } from '@sinclair/typebox';
import pg from 'pg';
import { types } from './connection.ts';
import { emission, type Emitting } from './emission.ts';
import type { Log } from './log.ts';
import type { Transact } from './apply-slice.ts';

const data = Type.Object({ thingId: Type.Optional(Type.String()), n: Type.Integer(), note: Type.Optional(Type.String()) });
const thing = { service: 'matching', aggregate: 'thing', key: 'thingId', data } as const;
export const ThingHappened = fact({ name: 'ThingHappened', event: 'happened', ...thing });
export const ThingFollowed = fact({ name: 'ThingFollowed', event: 'followed', ...thing });
export const ThingState = state({ name: 'ThingState', ...thing });
export const topics: readonly TopicSpec[] = [ThingHappened, ThingState].map(({ topic, kind }) => ({ topic, kind, partitions: 6 }));

/** Topics and a group that nothing has used yet: one bus serves many tests. */
export interface FreshTopics {
  readonly facts: TopicSpec;
  readonly states: TopicSpec;
  readonly group: string;
}

export function freshTopics(): FreshTopics {
  const name = crypto.randomUUID();
  const spec = (kind: 'fact' | 'state'): TopicSpec => ({ topic: `crossing.matching.${name}.${kind}.v1`, kind, partitions: 6 });
  return { facts: spec('fact'), states: spec('state'), group: `matching.${name}` };
}

/** What a transaction of the service in the specs offers. */
export interface Tx extends Emitting {
  readonly sql: Sql;
}

export const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
export const cause = { correlationId: 'spec' };

export interface TestService {
  /** As the worker role. */
  readonly url: string;
  readonly transact: Transact<Tx>;
  /** Commits one event of each n, in one transaction. */
  happen(key: string, ...ns: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

const sqlOver = (client: pg.PoolClient): Sql => ({
  async query<Row>(text: string, values: readonly unknown[] = []) {
    const { rows, rowCount } = await client.query(text, [...values]);
    return { rows: rows as Row[], rowCount: rowCount ?? 0 };
  },
});

/** The service `matching`, as far as messaging needs one, as its worker role with the password made from `secret`. */
export function testService(adminUrl: string, secret: string): TestService {
  const url = new URL(adminUrl);
  url.username = 'matching_worker';
  url.password = createHmac('sha256', secret).update(url.username).digest('hex');
  const pool = new pg.Pool({ connectionString: url.toString(), types, max: 12, options: '-c search_path=matching -c lock_timeout=2000' });
  pool.on('error', () => {});

  async function transact<T>(given: Cause, work: (tx: Tx, because: (cause: Cause) => Tx) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const sql = sqlOver(client);
      const events = emission({ service: 'matching', clock: () => new Date(), newId: () => crypto.randomUUID(), cause: given });
      const because = (other: Cause): Tx => ({ sql, ...events.because(other) });
      const result = await work(because(given), because);
      await events.flush(sql);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  return {
    url: url.toString(),
    transact,
    happen: (key, ...ns) => transact(cause, async (tx) => ns.forEach((n) => tx.emit(ThingHappened, key, { n }))),
    close: () => pool.end(),
  };
}
