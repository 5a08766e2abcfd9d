// npm run bench -- matching [--people N] [--opportunities N] [--rounds N] [--only index|candidates|reach|scaling] [--json]:
// the index against PostgreSQL with its best indexes; scaling, on demand only, draws docs/matching-scaling.svg.
import { parseArgs } from 'node:util';
import { createWasmCandidates, type WasmCandidates } from '@crossing/matching-index';
import { compareCandidates } from './candidates.ts';
import { openStore } from './postgres.ts';
import { compareReach } from './reach.ts';
import { Report } from '../report.ts';
import { cpuSeconds } from './timed.ts';
import { measureScaling } from './scaling.ts';
import { world, type World } from './world.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' },
    opportunities: { type: 'string', default: '600' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  strict: false,
});
const [size, asked, rounds] = [values.people, values.opportunities, values.rounds].map(Number) as [number, number, number];
const wants = (part: string): boolean => values.only === undefined || values.only === part;
const report = new Report({ subject: 'matching', json: values.json === true });

let differences = 0;
if (values.only === 'scaling') measureScaling(report);
else await measure();
report.end(differences);

async function measure(): Promise<void> {
  const made = world(size, asked, 42);
  const index = createWasmCandidates({ capacity: size });
  measureIndex(made, index);
  if (wants('candidates') || wants('reach')) {
    const store = await openStore(wants('candidates') ? made : { ...made, people: [] });
    try {
      if (wants('candidates')) differences += await compareCandidates(made, store, { index, rounds, report });
      if (wants('reach')) differences += await compareReach(made.people, store, { rounds, report });
    } finally {
      await store.stop();
    }
  }
}

function measureIndex({ people, opportunities }: World, into: WasmCandidates): void {
  const seconds = cpuSeconds(() => {
    for (const person of people) into.putPerson(person);
  });
  for (const opportunity of opportunities) into.putOpportunity(opportunity);
  report.goal('bytes a contributor', 'B', into.byteLength / people.length, { most: 220 });
  // The goal is a million's.
  report.goal(`rebuild from ${people.length} entries`, 's', seconds, { most: (5 * people.length) / 1_000_000 });
  const changes = Math.min(10_000, people.length);
  const changed = people.slice(0, changes).map((person, n) => ({ ...person, tags: [...person.tags.slice(1), `CREDENTIAL C${n % 300} 1`] }));
  const updating = cpuSeconds(() => {
    for (const person of changed) into.putPerson(person);
  });
  report.goal('update', 'µs', (updating * 1_000_000) / changes, { most: 20 });
  for (const person of people.slice(0, changes)) into.putPerson(person);
}
