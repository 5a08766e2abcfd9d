import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { identityOf, type OpportunityEntry } from '@crossing/matching-index';
import { freePorts } from '@crossing/tool-dev/ports.ts';
import { startPostgres } from '@crossing/tool-dev/postgres.ts';
import pg from 'pg';
import type { World } from './world.ts';

/** The same people in PostgreSQL: tags as sorted numbers under a GIN index, rows clustered by main domain, everything in memory. */
export interface Store {
  readonly db: pg.Client;
  /** The statements that answer the first 50, one a way to use the indexes. */
  topOf(opportunity: OpportunityEntry): readonly string[];
  countOf(opportunity: OpportunityEntry): string;
  stop(): Promise<void>;
}

// A tag that more than one person in eight holds is a filter, and not worth a visit to the index.
const COMMON = 8;

export async function openStore({ people }: World): Promise<Store> {
  const folder = mkdtempSync(path.join(tmpdir(), 'crossing-bench-matching-'));
  const [port] = await freePorts(1);
  const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres'), port: port!, durable: false });
  const db = new pg.Client({ connectionString: postgres.url });
  const stop = async () => {
    await db.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await db.connect();
    const numbers = new Map<string, number>();
    const counts: number[] = [];
    const numberOf = (tag: string): number => {
      const known = numbers.get(tag) ?? numbers.size;
      numbers.set(tag, known);
      return known;
    };
    await db.query(`CREATE EXTENSION intarray; CREATE EXTENSION pg_prewarm;
      CREATE UNLOGGED TABLE person (id uuid, tags int[], zone int, hours int, rate bigint, merit int, identity bigint)`);
    for (let from = 0; from < people.length; from += 5000) {
      const rows = people.slice(from, from + 5000).map(({ id, tags, utcOffsetMinutes, hoursMax, minRateCents, merit }) => {
        const own = tags.map(numberOf).sort((a, b) => a - b);
        for (const tag of own) counts[tag] = (counts[tag] ?? 0) + 1;
        return [id, `{${own.join()}}`, utcOffsetMinutes, hoursMax ?? 255, minRateCents, merit, identityOf(id)];
      });
      const columns = [0, 1, 2, 3, 4, 5, 6].map((n) => rows.map((row) => row[n]));
      await db.query(
        `INSERT INTO person SELECT id, tags::int[], zone, hours, rate, merit, identity
         FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::bigint[], $6::int[], $7::bigint[]) AS x (id, tags, zone, hours, rate, merit, identity)`,
        columns,
      );
    }
    await db.query('CREATE INDEX person_tags ON person USING gin (tags) WITH (fastupdate = off)');
    await db.query('ALTER TABLE person ALTER tags SET STATISTICS 2000');
    await db.query('VACUUM ANALYZE person');
    await db.query(`SELECT pg_prewarm('person'), pg_prewarm('person_tags')`);
    await db.query('SET plan_cache_mode = force_custom_plan');
    const isCommon = (tag: number) => (counts[tag] ?? 0) * COMMON > people.length;
    const where = (opportunity: OpportunityEntry, indexAll: boolean) =>
      conditions(opportunity, numberOf, indexAll ? () => false : isCommon);
    return {
      db,
      topOf: (opportunity) => [true, false].map((all) => ranked(opportunity, where(opportunity, all), numberOf)),
      countOf: (opportunity) => `SELECT count(*)::int AS count FROM person WHERE ${where(opportunity, false)}`,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const list = (tags: readonly number[]): string => `'{${tags.join()}}'::int[]`;

function conditions({ clauses }: OpportunityEntry, numberOf: (tag: string) => number, isFilter: (tag: number) => boolean): string {
  return clauses
    .map(({ anyOf }) => {
      const tags = anyOf.flatMap((one) => (one.kind === 'tag' ? [numberOf(one.tag)] : []));
      // The operators of intarray are the faster filters, those of the catalogue use the index.
      if (tags.length > 0) return `tags OPERATOR(${tags.some(isFilter) ? 'public' : 'pg_catalog'}.&&) ${list(tags)}`;
      const range = anyOf[0]!;
      switch (range.kind) {
        case 'offset': {
          const apart = `abs(zone - ${range.centre}) % 1440`;
          return `least(${apart}, 1440 - ${apart}) <= ${range.within}`;
        }
        case 'rate':
          return `rate <= ${range.atMostCents}`;
        case 'hours-free':
          return `hours >= ${range.atLeast}`;
        default:
          throw new Error(`No such range in this world: ${range.kind}`);
      }
    })
    .join(' AND ');
}

function ranked({ bonuses = [], seed = 0 }: OpportunityEntry, where: string, numberOf: (tag: string) => number): string {
  const points = bonuses.map(({ items, points: table }) => {
    const single = items.every((item) => item.length === 1);
    const held = single
      ? `icount(tags & ${list(items.map(([tag]) => numberOf(tag!)).sort((a, b) => a - b))})`
      : items.map((item) => `(tags OPERATOR(public.&&) ${list(item.map(numberOf))})::int`).join(' + ');
    return `(${list(table)})[1 + ${held}]`;
  });
  return `SELECT id FROM (
    SELECT id, score, (h # (h >> 15)) & 2147483647 AS tie FROM (
      SELECT id, score, ((s # (s >> 16)) * 2146121005) & 4294967295 AS h FROM (
        SELECT id, ${['merit', ...points].join(' + ')} AS score, (identity + ${seed}) & 4294967295 AS s FROM person WHERE ${where}) a) b) c
    ORDER BY score DESC, tie DESC, id LIMIT 50`;
}
