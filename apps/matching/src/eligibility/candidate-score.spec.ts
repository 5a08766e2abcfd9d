import fc from 'fast-check';
import { CANDIDATE_WEIGHTS, candidateScore, type CandidateFactor, type Evidence, type RankedFacts } from './candidate-score.ts';
import { decide } from './decide.ts';
import { opportunityFacts, personFacts, RATES } from './eligibility.arbitraries.ts';
import { snapshotOf } from './snapshot-of.ts';
import type { PersonFacts } from './snapshot.ts';

const newcomer: Evidence = { unitsAccepted: 0, unitsDecided: 0 };
const now = new Date('2026-01-15T12:00:00Z');

/** True when the two types have the same members: an input that is added must be added here, by somebody who reads this. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
const onlyTheseFacts: Same<keyof RankedFacts, 'languages' | 'domains' | 'tiers'> = true;
const onlyThisEvidence: Same<keyof Evidence, 'unitsAccepted' | 'unitsDecided'> = true;
const onlyTheseFactors: Same<CandidateFactor, 'RELIABILITY' | 'SKILL_FIT' | 'LANGUAGE_FIT' | 'LEVEL' | 'EXPLORATION'> = true;

/** What must never move anybody, each with a change of it. */
const forbidden: readonly object[] = [
  ...[{ referredBy: 'somebody' }, { memberSince: '2001-01-01' }, { createdAt: '2001-01-01' }],
  ...[{ gender: 'F' }, { birthDate: '1950-01-01' }, { ethnicity: 'x' }, { religion: 'x' }, { disability: true }],
  ...[{ displayName: 'A' }, { headline: 'first' }],
  ...[{ minHourly: { amountMinor: 1n, currency: 'USD' } }, { hoursPerWeek: { min: 0, max: 80 } }, { countryOfResidence: 'US' }],
];

describe('candidateScore', () => {
  it('is the sum of what its factors give under published weights, which sum to 1000', () => {
    expect(Object.values(CANDIDATE_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(1000);
    fc.assert(
      fc.property(personFacts, opportunityFacts, fc.nat(50), fc.nat(50), (person, opportunity, unitsAccepted, more) => {
        const { score, contributions } = candidateScore(person, opportunity, { unitsAccepted, unitsDecided: unitsAccepted + more });

        expect(contributions.reduce((sum, { points }) => sum + points, 0)).toBe(score);
        for (const { value } of contributions) expect(value >= 0 && value <= 1000).toBe(true);
        expect(score).toBeLessThanOrEqual(1_000_000);
      }),
    );
  });

  it('reads nothing but languages, domains, tiers and evidence', () => {
    expect([onlyTheseFacts, onlyThisEvidence, onlyTheseFactors]).toEqual([true, true, true]);
    fc.assert(
      fc.property(personFacts, opportunityFacts, fc.constantFrom(...forbidden), (person, opportunity, change) => {
        const changed = { ...person, ...change };

        expect(candidateScore(changed, opportunity, { ...newcomer, ...change })).toEqual(candidateScore(person, opportunity, newcomer));
      }),
      { numRuns: 500 },
    );
  });

  it('never falls, and never ends an eligibility, when somebody gains something', () => {
    let eligible = 0;
    fc.assert(
      fc.property(personFacts, opportunityFacts, personFacts, (person, opportunity, richer) => {
        const gained: PersonFacts = {
          ...person,
          domains: [...new Set([...person.domains, ...richer.domains])],
          languages: [...person.languages, ...richer.languages],
          professions: [...person.professions, ...richer.professions],
          tiers: [...person.tiers, ...richer.tiers],
          verifiedClaims: [...person.verifiedClaims, ...richer.verifiedClaims],
          contentOptIns: [...new Set([...person.contentOptIns, ...richer.contentOptIns])],
        };
        const outcome = (one: PersonFacts) => decide(snapshotOf({ person: one, opportunity, now, exchangeRates: RATES })).outcome;

        expect(candidateScore(gained, opportunity, newcomer).score).toBeGreaterThanOrEqual(
          candidateScore(person, opportunity, newcomer).score,
        );
        if (outcome(person) !== 'ELIGIBLE') return;
        eligible++;
        expect(outcome(gained)).toBe('ELIGIBLE');
      }),
      { numRuns: 3000 },
    );
    expect(eligible).toBeGreaterThan(50);
  });
});
