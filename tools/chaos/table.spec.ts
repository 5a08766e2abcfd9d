import { percentile, rowOf, rowsOf, tableText } from './table.ts';

describe('percentile', () => {
  it('is the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_none, index) => index + 1);

    expect([0.5, 0.95, 1].map((share) => percentile(hundred, share))).toEqual([50, 95, 100]);
    expect([0.5, 0.95].map((share) => percentile([10, 20, 30], share))).toEqual([20, 30]);
    expect(percentile([7], 0.5)).toBe(7);
    expect(percentile([], 0.5)).toBeNull();
  });
});

describe('the table', () => {
  const recoveries = [
    { kind: 'poison', ms: 30.4 },
    { kind: 'poison', ms: 10 },
    { kind: 'kill-relay', ms: 1_200 },
  ] as const;

  it('has a row for each kind, also for one that did not come', () => {
    expect(rowsOf(['poison', 'duplicate'], recoveries)).toEqual([
      { fault: 'poison', count: 2, p50: 10, p95: 30, max: 30 },
      { fault: 'duplicate', count: 0, p50: null, p95: null, max: null },
    ]);
    expect(rowOf('all', recoveries)).toEqual({ fault: 'all', count: 3, p50: 30, p95: 1_200, max: 1_200 });
  });

  it('lines up for the eye', () => {
    expect(tableText(rowsOf(['kill-relay', 'duplicate'], recoveries)).split('\n')).toEqual([
      'fault       count  recovery p50      p95      max',
      'kill-relay      1       1200 ms  1200 ms  1200 ms',
      'duplicate       0             –        –        –',
    ]);
  });
});
