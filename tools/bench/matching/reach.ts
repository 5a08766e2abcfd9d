import { createWasmCandidates, type OpportunityEntry, type PersonEntry } from '@crossing/matching-index';
import { reachOf, type ReachOptions, type Standing } from '@crossing/matching-index/reach.ts';
import { openReachTable } from './reach-table.ts';
import type { Store } from './postgres.ts';
import type { Report } from '../report.ts';
import { geometricMean, median, quantile, sum } from '../statistics.ts';
import { timed } from './timed.ts';
import { world } from './world.ts';

const OPPORTUNITIES = 10_000;
const PEOPLE = 600;
// So many one after the other, then as many of the other side: each as warm as under load.
const BATCH = 50;
const OPTIONS: ReachOptions = {
  k: 50,
  nearMisses: 20,
  quota: { SKILL: 6, LANGUAGE: 6, TIER: 6, PROFESSION: 6, CREDENTIAL: 6, CONTENT_OPT_IN: 6, 'hours-free': 6 },
};

/**
 * What a person can have and what with one step more, over 10 000 opportunities. PostgreSQL answers less: the best that the
 * person is eligible for and the 20 best near misses; grouped by step and with quotas, only the index does. Answers how many differ.
 */
export async function compareReach(
  everybody: readonly PersonEntry[],
  { db }: Pick<Store, 'db'>,
  { rounds, report }: { readonly rounds: number; readonly report: Report },
): Promise<number> {
  const { opportunities } = world(0, OPPORTUNITIES, 77);
  const step = Math.max(1, Math.floor(everybody.length / PEOPLE));
  const people = everybody.filter((_, n) => n % step === 0).slice(0, PEOPLE);
  const index = createWasmCandidates({ capacity: people.length });
  for (const opportunity of opportunities) index.putOpportunity(opportunity);
  for (const person of people) index.putPerson(person);
  const table = await openReachTable(db, opportunities);
  const byId = new Map(opportunities.map((opportunity) => [opportunity.id, opportunity]));

  const [postgres, ours]: [number[], number[]] = [[], []];
  let different = 0;
  for (let from = 0; from < people.length; from += BATCH) {
    const batch = people.slice(from, from + BATCH);
    const times = batch.map(() => ({ table: [] as number[], index: [] as number[] }));
    for (let round = 0; round < rounds; round++) {
      for (const [n, person] of batch.entries()) times[n]!.table.push((await timed(() => table.best(person))).ms);
      for (const [n, person] of batch.entries()) times[n]!.index.push((await timed(() => index.reachOf(person.id, OPTIONS))).ms);
    }
    postgres.push(...times.map((one) => median(one.table)));
    ours.push(...times.map((one) => median(one.index)));
  }
  // Apart, so that its garbage is not in the times.
  for (const person of people) {
    const expected = reachOf(
      (await table.standings(person)).map((row) => standing(row, byId)),
      OPTIONS,
    );
    const best = (await table.best(person)).filter(({ unmet }) => unmet === null).map(({ id }) => id);
    const answer = index.reachOf(person.id, OPTIONS);
    const isSame =
      JSON.stringify(answer) === JSON.stringify(expected) && best.join() === answer.eligible.map((one) => one.opportunityId).join();
    if (!isSame) different++;
  }
  report.goal('10 000 opportunities with 20 near misses, sum', '×', sum(postgres) / sum(ours), { least: 15 });
  report.note(
    `  geometric mean ${geometricMean(postgres.map((ms, n) => ms / ours[n]!)).toFixed(1)} ×, p99 ${(quantile(postgres, 0.99) / quantile(ours, 0.99)).toFixed(1)} ×`,
  );
  report.sides({ PostgreSQL: postgres, index: ours });
  report.note(`${people.length} people compared with PostgreSQL, every opportunity, step and count: ${different} differ`);
  return different;
}

interface Row {
  readonly id: string;
  /** The number of the clause that is not met. */
  readonly unmet: number | null;
  readonly points: number;
  readonly tie: number;
}

const standing = ({ id, unmet, points, tie }: Row, byId: ReadonlyMap<string, OpportunityEntry>): Standing => ({
  opportunityId: id,
  points,
  tie,
  unmet: unmet === null ? null : byId.get(id)!.clauses[unmet]!,
});
