import { identityOf, type Clause, type OpportunityEntry, type PersonEntry } from '@crossing/matching-index';
import type pg from 'pg';

interface Row {
  readonly id: string;
  readonly unmet: number | null;
  readonly points: number;
  readonly tie: number;
}

/** Opportunities in PostgreSQL, a row each: what a person meets of them is counted with the operators of intarray. */
export interface ReachTable {
  /** The 50 best that the person is eligible for, then the 20 best that lack one clause. */
  best(person: PersonEntry): Promise<readonly Row[]>;
  /** All that lack one clause at most. */
  standings(person: PersonEntry): Promise<readonly Row[]>;
}

// The world's opportunities have no more.
const [CLAUSES, BONUSES, ITEMS] = [10, 3, 4];
const upTo = (n: number): number[] => Array.from({ length: n }, (_, one) => one);

/** Numbers of its own: tags that only people have can meet nothing. */
export async function openReachTable(db: pg.Client, opportunities: readonly OpportunityEntry[]): Promise<ReachTable> {
  const numbers = new Map<string, number>();
  const numberOf = (tag: string): number => {
    const known = numbers.get(tag) ?? numbers.size + 1;
    numbers.set(tag, known);
    return known;
  };
  const columns = [
    ...['id text', 'seed bigint', 'rate bigint', 'rate_at int', 'hours int', 'hours_at int', 'centre int', 'within int', 'zone_at int'],
    ...upTo(CLAUSES).map((n) => `c${n} int[]`),
    ...upTo(BONUSES).flatMap((n) => [`p${n} int[]`, ...upTo(ITEMS).map((m) => `b${n}_${m} int[]`)]),
  ];
  await db.query(`CREATE UNLOGGED TABLE opportunity (${columns.join(', ')})`);
  for (let from = 0; from < opportunities.length; from += 500) {
    const rows = opportunities.slice(from, from + 500).map((one) => `(${rowOf(one, numberOf).join()})`);
    await db.query(`INSERT INTO opportunity VALUES ${rows.join()}`);
  }
  await db.query(`ANALYZE opportunity; SELECT pg_prewarm('opportunity')`);
  const rows = rowsSql();
  const best = (condition: string, limit: number) =>
    `(SELECT * FROM x WHERE ${condition} ORDER BY points DESC, tie DESC, id LIMIT ${limit})`;
  const bestSql = `WITH x AS MATERIALIZED (${rows}) ${best('unmet IS NULL', 50)} UNION ALL ${best('unmet IS NOT NULL', 20)}`;
  const given = ({ id, tags, utcOffsetMinutes, hoursMax, minRateCents }: PersonEntry) => {
    const own = tags.map((tag) => numbers.get(tag)).filter((number) => number !== undefined);
    return [`{${own.sort((a, b) => a - b).join()}}`, utcOffsetMinutes, hoursMax ?? 255, minRateCents, identityOf(id)];
  };
  const ask = async (name: string, text: string, person: PersonEntry) => {
    const answer = await db.query<Row & { readonly tie: string }>({ name, text, values: given(person) });
    return answer.rows.map((row) => ({ ...row, tie: Number(row.tie) }));
  };
  return { best: (person) => ask('reach-best', bestSql, person), standings: (person) => ask('reach-all', rows, person) };
}

const list = (tags: readonly number[]): string => `'{${tags.toSorted((a, b) => a - b).join()}}'`;

function rowOf({ id, clauses, bonuses = [], seed = 0 }: OpportunityEntry, numberOf: (tag: string) => number): (string | number)[] {
  const range = <Kind extends string>(kind: Kind) => {
    const at = clauses.findIndex(({ anyOf }) => anyOf[0]?.kind === kind);
    return { at, one: clauses[at]?.anyOf[0] };
  };
  const [rate, hours, zone] = [range('rate'), range('hours-free'), range('offset')];
  const tagsOf = (clause: Clause | undefined) => clause?.anyOf.flatMap((one) => (one.kind === 'tag' ? [numberOf(one.tag)] : [])) ?? [];
  return [
    ...[`'${id}'`, seed, rate.one?.kind === 'rate' ? rate.one.atMostCents : 'NULL', rate.at],
    ...[hours.one?.kind === 'hours-free' ? hours.one.atLeast : 'NULL', hours.at],
    ...(zone.one?.kind === 'offset' ? [zone.one.centre, zone.one.within] : ['NULL', 'NULL']),
    zone.at,
    ...upTo(CLAUSES).map((n) => (tagsOf(clauses[n]).length === 0 ? 'NULL' : list(tagsOf(clauses[n])))),
    ...upTo(BONUSES).flatMap((n) => [
      `'{${bonuses[n]!.points.join()}}'`,
      ...upTo(ITEMS).map((m) => (bonuses[n]!.items[m] ? list(bonuses[n]!.items[m].map(numberOf)) : 'NULL')),
    ]),
  ];
}

/** Those that lack one clause at most: which, how many points, and the tie-break. */
function rowsSql(): string {
  const tags = '$1::int[]';
  const apart = 'abs($2::int - centre) % 1440';
  const lacks: [string, string][] = [
    ...upTo(CLAUSES).map((n): [string, string] => [`c${n} IS NOT NULL AND NOT c${n} OPERATOR(public.&&) ${tags}`, String(n)]),
    [`centre IS NOT NULL AND least(${apart}, 1440 - ${apart}) > within`, 'zone_at'],
    ['hours IS NOT NULL AND $3::int < hours', 'hours_at'],
    ['rate IS NOT NULL AND $4::bigint > rate', 'rate_at'],
  ];
  const count = lacks.map(([condition]) => `(${condition})::int`).join(' + ');
  const which = `CASE ${lacks.map(([condition, at]) => `WHEN ${condition} THEN ${at}`).join(' ')} END`;
  const held = (n: number) =>
    upTo(ITEMS)
      .map((m) => `coalesce((b${n}_${m} OPERATOR(public.&&) ${tags})::int, 0)`)
      .join(' + ');
  const points = upTo(BONUSES)
    .map((n) => `p${n}[1 + ${held(n)}]`)
    .join(' + ');
  return `SELECT id, unmet, points, (h # (h >> 15)) & 2147483647 AS tie FROM (
    SELECT id, unmet, points, ((s # (s >> 16)) * 2146121005) & 4294967295 AS h FROM (
      SELECT id, ${which} AS unmet, ${points} AS points, ($5::bigint + seed) & 4294967295 AS s FROM opportunity WHERE ${count} <= 1) a) b`;
}
