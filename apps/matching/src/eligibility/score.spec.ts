import fc from 'fast-check';
import { opportunityFacts, personFacts, RATES } from './eligibility.arbitraries.ts';
import { rankKey, score, tieBreak, WEIGHTS } from './score.ts';
import { snapshotOf } from './snapshot-of.ts';

const now = new Date('2026-01-15T12:00:00Z');
const pair = fc
  .tuple(personFacts, opportunityFacts)
  .map(([person, opportunity]) => snapshotOf({ person, opportunity, now, exchangeRates: RATES }));
const inputs = fc.tuple(fc.nat(200), fc.nat(200), fc.nat(20), fc.nat(50)).map(([unitsAccepted, more, seatsLeft, openApplications]) => ({
  unitsAccepted,
  unitsDecided: unitsAccepted + more,
  seatsLeft,
  openApplications,
}));

describe('score', () => {
  it('publishes weights that sum to 1000', () => {
    expect(Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(1000);
  });

  it('is a whole number from 0 to 1000, and its contributions sum to it', () => {
    fc.assert(
      fc.property(pair, inputs, (snapshot, given) => {
        const { score: total, contributions } = score(snapshot, given);

        expect(contributions.reduce((sum, { points }) => sum + points, 0)).toBe(total);
        expect(Number.isInteger(total) && total >= 0 && total <= 1000).toBe(true);
        for (const { value } of contributions) expect(Number.isInteger(value) && value >= 0 && value <= 1000).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not hold it against a newcomer that there is no evidence yet', () => {
    fc.assert(
      fc.property(pair, (snapshot) => {
        const reliability = (unitsAccepted: number, unitsDecided: number) =>
          score(snapshot, { unitsAccepted, unitsDecided, seatsLeft: 1, openApplications: 0 }).contributions[0]!.value;

        expect(reliability(0, 0)).toBe(800);
        expect(reliability(7, 10)).toBeLessThan(reliability(0, 0));
        expect(reliability(100, 100)).toBeGreaterThan(reliability(0, 0));
      }),
    );
  });
});

describe('tieBreak', () => {
  it('depends on the pair and the epoch, and keeps a higher score above every tie-break', () => {
    expect(tieBreak('a', 'b', '2026-01-15')).toBe(tieBreak('a', 'b', '2026-01-15'));
    expect(tieBreak('a', 'b', '2026-01-15')).not.toBe(tieBreak('a', 'b', '2026-01-16'));
    expect(rankKey(501, 0)).toBeGreaterThan(rankKey(500, 2 ** 31 - 1));
  });
});
