import type { WasmCandidates } from '@crossing/matching-index';
import type { Store } from './postgres.ts';
import type { Report } from '../report.ts';
import { geometricMean, median, quantile, sum } from '../statistics.ts';
import { timed } from './timed.ts';
import type { World } from './world.ts';

const K = 50;

/** Alternating, one after the other; the median of the rounds counts, and for PostgreSQL the faster of its ways. Answers how many differ. */
export async function compareCandidates(
  { opportunities }: World,
  { db, topOf, countOf }: Store,
  { index, rounds, report }: { readonly index: WasmCandidates; readonly rounds: number; readonly report: Report },
): Promise<number> {
  const [postgres, ours]: [number[], number[]] = [[], []];
  let different = 0;
  for (const [n, opportunity] of opportunities.entries()) {
    const ways = topOf(opportunity);
    const times = { ways: ways.map((): number[] => []), index: [] as number[] };
    const answers = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      for (const [way, text] of ways.entries()) {
        const { ms, value } = await timed(() => db.query<{ id: string }>({ name: `${n}.${way}`, text }));
        times.ways[way]!.push(ms);
        answers.add(value.rows.map(({ id }) => id).join());
      }
      const { ms, value } = await timed(() => index.top(opportunity.id, K));
      times.index.push(ms);
      answers.add(value.people.map(({ personId }) => personId).join());
    }
    const { rows } = await db.query<{ count: number }>(countOf(opportunity));
    if (answers.size > 1 || rows[0]!.count !== index.top(opportunity.id, K).count) different++;
    postgres.push(Math.min(...times.ways.map(median)));
    ours.push(median(times.index));
    await db.query('DEALLOCATE ALL');
  }
  report.goal('top 50, sum', '×', sum(postgres) / sum(ours), { least: 25 });
  report.goal('top 50, geometric mean', '×', geometricMean(postgres.map((ms, n) => ms / ours[n]!)), { least: 12 });
  report.goal('top 50, p99', '×', quantile(postgres, 0.99) / quantile(ours, 0.99), { least: 40 });
  report.sides({ PostgreSQL: postgres, index: ours });
  report.note(`${opportunities.length} opportunities compared with PostgreSQL, ids, order and counts: ${different} differ`);
  return different;
}
