import type { Sql } from '@crossing/kernel';
import type pg from 'pg';
import type { Counted, Load } from './load.ts';

/** The effect of a fact: a row in a table of the reader. */
export const writeDown = async (sql: Pick<Sql, 'query'>, run: string, key: string, n: number): Promise<void> =>
  void (await sql.query('INSERT INTO bench_effect (run, key, n) VALUES ($1, $2, $3)', [run, key, n]));

/** The effect of states: what the reader has of their keys is replaced. */
export const keepSnapshots = async (sql: Sql, run: string, snapshots: readonly { readonly data: Counted }[]): Promise<void> =>
  void (await sql.query(
    `INSERT INTO bench_snapshot (run, key, n) SELECT $1, * FROM unnest($2::text[], $3::int[])
     ON CONFLICT (run, key) DO UPDATE SET n = excluded.n`,
    [run, snapshots.map(({ data }) => data.thingId), snapshots.map(({ data }) => data.n)],
  ));

/** How many of the keys did not get the events of the load, each once and in order (of a state: the last one). */
export async function differencesOf(admin: pg.Client, load: Load, keys: readonly string[], events: number): Promise<number> {
  const isFact = load.contract.kind === 'fact';
  const { rows } = await admin.query<{ key: string; ns: number[] }>(
    isFact
      ? 'SELECT key, array_agg(n ORDER BY id) AS ns FROM matching.bench_effect WHERE run = $1 GROUP BY key'
      : 'SELECT key, ARRAY[n] AS ns FROM matching.bench_snapshot WHERE run = $1',
    [load.run],
  );
  const applied = new Map(rows.map(({ key, ns }) => [key, ns.join()]));
  const wrong = keys.filter((key, index) => {
    const last = Math.floor((events - 1 - index) / keys.length) + 1;
    const expected = isFact ? Array.from({ length: last }, (_, n) => n + 1).join() : String(last);
    return applied.get(key) !== expected;
  });
  return wrong.length + Math.max(0, applied.size - keys.length);
}
