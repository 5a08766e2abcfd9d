import { kindsOn } from './kinds.ts';
import { randomFrom, schedule, type PlannedFault } from './schedule.ts';

function first(count: number, seed: number, kinds = kindsOn('log')): PlannedFault[] {
  const planned: PlannedFault[] = [];
  for (const fault of schedule(seed, kinds, 'log')) if (planned.push(fault) === count) break;
  return planned;
}

describe('schedule', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(first(30, 7)).toEqual(first(30, 7));
    expect(first(30, 8)).not.toEqual(first(30, 7));
  });

  it('lets each kind come once before any comes again', () => {
    const kinds = kindsOn('log');
    const planned = first(3 * kinds.length, 7);

    expect(
      planned
        .slice(0, kinds.length)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual([...kinds].sort());
    expect(planned.map(({ isFirst }) => isFirst).lastIndexOf(true)).toBe(kinds.length - 1);
  });

  it('leaves time between two faults', () => {
    const times = first(20, 7).map(({ atMs }) => atMs);

    expect(times.slice(1).every((atMs, index) => atMs - times[index]! >= 3_000)).toBe(true);
  });

  it('brings only what was asked for, and nothing if nothing was', () => {
    expect(new Set(first(10, 7, ['poison', 'duplicate']).map(({ kind }) => kind))).toEqual(new Set(['poison', 'duplicate']));
    expect(first(10, 7, [])).toEqual([]);
  });

  it('breaks no broker where there is none', () => {
    expect(kindsOn('log')).not.toContain('kill-broker');
    expect(kindsOn('kafka')).toContain('kill-broker');
  });
});

describe('randomFrom', () => {
  it('spreads evenly', () => {
    const random = randomFrom(1);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < 10_000; n += 1) counts[Math.floor(random() * 10)]! += 1;

    expect(Math.min(...counts)).toBeGreaterThan(900);
    expect(Math.max(...counts)).toBeLessThan(1_100);
  });
});
