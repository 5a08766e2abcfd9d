import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createWasmCandidates } from '@crossing/matching-index';
import type { Report } from '../report.ts';
import { median, sum } from '../statistics.ts';
import { cpuSeconds } from './timed.ts';
import { lineChart } from './line-chart.ts';
import { crowd, world } from './world.ts';

const SIZES = [100_000, 250_000, 500_000, 1_000_000, 2_000_000, 4_000_000];
const [OPPORTUNITIES, ROUNDS, K, CHANGES] = [200, 3, 50, 10_000];
// A line through the origin would be 1; the fixed part of a query makes it less.
const LINEAR = 1.25;
const PICTURE = path.join(import.meta.dirname, '../../../docs/matching-scaling.svg');

interface Size {
  readonly people: number;
  readonly rebuildSeconds: number;
  readonly bytesEach: number;
  readonly updateMicroseconds: number;
  readonly topMilliseconds: number;
}

/** From a hundred thousand to four million people: each figure, whether it grows faster than the people, and a picture. */
export function measureScaling(report: Report): void {
  report.note('   people   rebuild s   B each   update µs   top 50 ms (mean of medians)');
  const sizes = SIZES.map((people) => {
    const size = measureSize(people);
    const figures = [
      size.rebuildSeconds.toFixed(2),
      size.bytesEach.toFixed(0),
      size.updateMicroseconds.toFixed(1),
      size.topMilliseconds.toFixed(3),
    ];
    report.note([String(people).padStart(9), ...figures.map((figure, n) => figure.padStart([12, 9, 12, 12][n]!))].join(''));
    return size;
  });
  const [first, last] = [sizes[0]!, sizes.at(-1)!];
  const growth = last.people / first.people;
  report.goal('rebuild, growth beside that of the people', '×', last.rebuildSeconds / first.rebuildSeconds / growth, { most: LINEAR });
  report.goal('top 50, growth beside that of the people', '×', last.topMilliseconds / first.topMilliseconds / growth, { most: LINEAR });
  report.goal('bytes a contributor at 4 million', 'B', last.bytesEach, { most: 220 });
  writeFileSync(PICTURE, picture(sizes));
}

function measureSize(people: number): Size {
  const index = createWasmCandidates({ capacity: people });
  let putting = 0;
  let waiting = [];
  // In pieces, so that making the people is not in the figure, and no more of them than needed are objects.
  for (const person of crowd(people, 42)) {
    waiting.push(person);
    if (waiting.length < CHANGES) continue;
    const piece = waiting;
    putting += cpuSeconds(() => piece.forEach((one) => index.putPerson(one)));
    waiting = [];
  }
  const { opportunities } = world(0, OPPORTUNITIES, 77);
  for (const opportunity of opportunities) index.putOpportunity(opportunity);
  const changed = [...crowd(CHANGES, 42)].map((person, n) => ({ ...person, tags: [...person.tags.slice(1), `CREDENTIAL C${n % 300} 1`] }));
  // The same ids as the first of the crowd: these people are there already.
  const updating = cpuSeconds(() => changed.forEach((one) => index.putPerson(one)));
  const times = opportunities.map(({ id }) => median(Array.from({ length: ROUNDS }, () => 1000 * cpuSeconds(() => index.top(id, K)))));
  return {
    people,
    rebuildSeconds: putting,
    bytesEach: index.byteLength / people,
    updateMicroseconds: (updating * 1_000_000) / CHANGES,
    topMilliseconds: sum(times) / times.length,
  };
}

const picture = (sizes: readonly Size[]): string =>
  lineChart({
    title: 'The matching index from 0.1 to 4 million people',
    x: sizes.map(({ people }) => people / 1_000_000),
    xLabel: 'million people',
    lines: [
      { name: 'rebuild, s', values: sizes.map(({ rebuildSeconds }) => rebuildSeconds) },
      { name: 'top 50, ms', values: sizes.map(({ topMilliseconds }) => topMilliseconds) },
      { name: 'bytes a person', values: sizes.map(({ bytesEach }) => bytesEach) },
      { name: 'update, µs', values: sizes.map(({ updateMicroseconds }) => updateMicroseconds) },
    ],
  });
