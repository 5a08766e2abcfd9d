// npm run bench -- matching [--people N] [--opportunities N] [--rounds N] [--json]: the index against PostgreSQL with its best indexes.
import { parseArgs } from 'node:util';
import { createWasmCandidates, type WasmCandidates } from '@crossing/matching-index';
import { openStore, type Store } from './postgres.ts';
import { world, type World } from './world.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' },
    opportunities: { type: 'string', default: '600' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
  strict: false,
});
const [size, asked, rounds] = [values.people, values.opportunities, values.rounds].map(Number) as [number, number, number];
const K = 50;

interface Goal {
  readonly name: string;
  readonly goal: number;
  readonly value: number;
  readonly met: boolean;
}
const goals: Goal[] = [];

const made = world(size, asked, 42);
const index = createWasmCandidates({ capacity: size });
measureIndex(made);
const store = await openStore(made);
let differences: number;
try {
  differences = await compare(made, store, index);
} finally {
  await store.stop();
}
if (!values.json) console.log(`${asked} opportunities compared with PostgreSQL, ids, order and counts: ${differences} differ`);
if (values.json) console.log(JSON.stringify({ subject: 'matching', goals, differences }));
if (differences > 0) process.exitCode = 1;

function measureIndex({ people, opportunities }: World): void {
  const seconds = cpuSeconds(() => {
    for (const person of people) index.putPerson(person);
  });
  for (const opportunity of opportunities) index.putOpportunity(opportunity);
  say('bytes a contributor', 'B', index.byteLength / people.length, { most: 220 });
  // The goal is a million's.
  say(`rebuild from ${people.length} entries`, 's', seconds, { most: (5 * people.length) / 1_000_000 });
  const changes = Math.min(10_000, people.length);
  const changed = people.slice(0, changes).map((person, n) => ({ ...person, tags: [...person.tags.slice(1), `CREDENTIAL C${n % 300} 1`] }));
  const updating = cpuSeconds(() => {
    for (const person of changed) index.putPerson(person);
  });
  say('update', 'µs', (updating * 1_000_000) / changes, { most: 20 });
  for (const person of people.slice(0, changes)) index.putPerson(person);
}

/** From the operating system: what else the machine does counts less than on the clock. */
function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

/** Alternating, one after the other; the median of the rounds counts, and for PostgreSQL the faster of its ways. */
async function compare({ opportunities }: World, { db, topOf, countOf }: Store, candidates: WasmCandidates): Promise<number> {
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
      const { ms, value } = await timed(() => candidates.top(opportunity.id, K));
      times.index.push(ms);
      answers.add(value.people.map(({ personId }) => personId).join());
    }
    const { rows } = await db.query<{ count: number }>(countOf(opportunity));
    if (answers.size > 1 || rows[0]!.count !== candidates.top(opportunity.id, K).count) different++;
    postgres.push(Math.min(...times.ways.map(median)));
    ours.push(median(times.index));
    await db.query('DEALLOCATE ALL');
  }
  report(postgres, ours);
  return different;
}

function report(postgres: readonly number[], ours: readonly number[]): void {
  const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
  const logs = postgres.map((ms, n) => Math.log(ms / ours[n]!));
  const at = (list: readonly number[], share: number) => list.toSorted((a, b) => a - b)[Math.floor(share * (list.length - 1))]!;
  say('top 50, sum', '×', sum(postgres) / sum(ours), { least: 25 });
  say('top 50, geometric mean', '×', Math.exp(sum(logs) / logs.length), { least: 12 });
  say('top 50, p99', '×', at(postgres, 0.99) / at(ours, 0.99), { least: 40 });
  if (values.json) return;
  for (const [name, list] of Object.entries({ PostgreSQL: postgres, index: ours })) {
    console.log(`  ${name.padEnd(12)} median ${at(list, 0.5).toFixed(3)} ms, p99 ${at(list, 0.99).toFixed(3)} ms`);
  }
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const began = performance.now();
  const value = await work();
  return { ms: performance.now() - began, value };
}

function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!;
}

function say(name: string, unit: string, value: number, { most, least }: { readonly most?: number; readonly least?: number }): void {
  const met = most === undefined ? value >= least! : value <= most;
  goals.push({ name, goal: most ?? least!, value: Math.round(value * 100) / 100, met });
  const goal = most === undefined ? `≥ ${least}` : `≤ ${most}`;
  if (!values.json) console.log(`${name.padEnd(46)} ${value.toFixed(2).padStart(9)} ${unit}   goal ${goal}${met ? '' : '   NOT MET'}`);
}
