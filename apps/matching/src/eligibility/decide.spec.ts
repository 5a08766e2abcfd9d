import { canonicalJson } from '@crossing/kernel';
import fc from 'fast-check';
import { createCandidates } from '@crossing/matching-index';
import { applyChange } from './counterfactuals.ts';
import { decide, forCompany, type EligibilityDecision } from './decide.ts';
import { opportunityFacts, personFacts, RATES } from './eligibility.arbitraries.ts';
import { opportunityEntry, personEntry } from './index-entries.ts';
import { snapshotOf } from './snapshot-of.ts';
import type { EligibilitySnapshot, OpportunityFacts, PersonFacts } from './snapshot.ts';

const now = new Date('2026-01-15T12:00:00Z');
const snapshot = (person: PersonFacts, opportunity: OpportunityFacts) => snapshotOf({ person, opportunity, now, exchangeRates: RATES });
const anyPair = fc.tuple(personFacts, opportunityFacts).map(([person, opportunity]) => snapshot(person, opportunity));

const juma: PersonFacts = {
  contributorId: '3f1f0f6e-0000-4000-8000-000000000001',
  version: 3,
  state: 'ACTIVE',
  countryOfResidence: 'KE',
  timeZone: 'Africa/Nairobi',
  languages: [
    { tag: 'sw-KE', native: true, listening: null, reading: null, speaking: null, writing: null },
    { tag: 'en', native: false, listening: 'C1', reading: 'C1', speaking: 'B2', writing: 'B1' },
  ],
  professions: [],
  domains: ['LANGUAGE.TRANSLATION'],
  contentOptIns: [],
  tiers: [{ domain: 'ANY', tier: 1 }],
  verifiedClaims: [],
  hoursPerWeek: { min: 5, max: 20 },
  minHourly: { amountMinor: 1500n, currency: 'USD' },
};
const transcription: OpportunityFacts = {
  opportunityId: '01900000-0000-7000-8000-000000000001',
  companyId: '01900000-0000-7000-8000-0000000000c1',
  revision: 1,
  workType: 'DATA_ANNOTATION',
  domain: 'LANGUAGE',
  complexityTier: 1,
  seats: 4,
  hoursPerWeek: { min: 5, max: 10 },
  payModel: 'HOURLY',
  payMin: { amountMinor: 1600n, currency: 'USD' },
  payMax: { amountMinor: 2000n, currency: 'USD' },
  estimatedMinutesPerUnit: null,
  sensitiveContent: [],
  requirements: [
    { key: 'c1', anyOf: [{ kind: 'LANGUAGE', code: 'sw', minLevel: 'C1' }], legallyRequired: false },
    {
      key: 'c2',
      anyOf: [
        { kind: 'LANGUAGE', code: 'en', minLevel: 'B1' },
        { kind: 'LANGUAGE', code: 'fr', minLevel: 'B1' },
      ],
      legallyRequired: false,
    },
  ],
  publishedAt: new Date('2026-01-10T00:00:00Z'),
};
const decision = (person: Partial<PersonFacts>, opportunity: Partial<OpportunityFacts>): EligibilityDecision =>
  decide(snapshot({ ...juma, ...person }, { ...transcription, ...opportunity }));
const need = (...anyOf: OpportunityFacts['requirements'][number]['anyOf']) => ({
  requirements: [{ key: 'c1', anyOf, legallyRequired: false }],
});

describe('decide', () => {
  it('finds a person eligible who meets every clause by any alternative', () => {
    const { outcome, clauses, counterfactuals } = decision({}, {});

    expect(outcome).toBe('ELIGIBLE');
    expect(counterfactuals).toEqual([]);
    expect(clauses.find(({ clauseKey }) => clauseKey === 'c2')?.atoms).toEqual([
      { kind: 'LANGUAGE', code: 'en', required: 'B1', actual: 'B1', met: true },
      { kind: 'LANGUAGE', code: 'fr', required: 'B1', actual: null, met: false },
    ]);
  });

  it('takes the weakest of the four skills as the level of a language', () => {
    expect(decision({}, need({ kind: 'LANGUAGE', code: 'en', minLevel: 'B2' })).outcome).toBe('NEAR_MISS');
  });

  it('calls exactly one unmet clause a near miss and lists its alternatives, cheapest first', () => {
    const { outcome, counterfactuals } = decision(
      {},
      need({ kind: 'LANGUAGE', code: 'en', minLevel: 'C1' }, { kind: 'SKILL', code: 'SOFTWARE', minLevel: null }),
    );

    expect(outcome).toBe('NEAR_MISS');
    expect(counterfactuals.map(({ change }) => change.kind)).toEqual(['SKILL', 'LANGUAGE']);
  });

  it('never proposes another country, another mother tongue or a lower rate', () => {
    for (const atom of [
      { kind: 'COUNTRY', code: 'DE', minLevel: null },
      { kind: 'NATIVE_LANGUAGE', code: 'hi', minLevel: null },
      { kind: 'TIME_ZONE', code: 'America/Lima', minLevel: '2' },
    ] as const) {
      expect(decision({}, need(atom))).toMatchObject({ outcome: 'INELIGIBLE', counterfactuals: [] });
    }
    expect(decision({ minHourly: { amountMinor: 9000n, currency: 'USD' } }, {})).toMatchObject({
      outcome: 'INELIGIBLE',
      counterfactuals: [],
    });
  });

  it('asks for an opt-in to each kind of sensitive content', () => {
    const { outcome, counterfactuals } = decision({}, { sensitiveContent: ['SELF_HARM'] });

    expect(outcome).toBe('NEAR_MISS');
    expect(counterfactuals).toEqual([
      { clauseKey: 'content-self-harm', change: { kind: 'CONTENT_OPT_IN', code: 'SELF_HARM', level: null } },
    ]);
  });

  it('compares rates across currencies exactly', () => {
    const eur = (amountMinor: bigint) => ({ payMin: { amountMinor: 100n, currency: 'EUR' }, payMax: { amountMinor, currency: 'EUR' } });

    expect(decision({}, eur(1380n)).outcome).toBe('ELIGIBLE');
    expect(decision({}, eur(1379n)).outcome).toBe('INELIGIBLE');
  });

  it('finds nobody eligible who is not active', () => {
    expect(decision({ state: 'PAUSED' }, {}).outcome).toBe('INELIGIBLE');
  });

  it('shows a company neither private clauses nor what the person has', () => {
    const seen = forCompany(decision({}, {}));

    expect(seen.clauses.map(({ clauseKey }) => clauseKey)).toEqual(['profile', 'c1', 'c2']);
    expect(canonicalJson(seen.clauses)).not.toMatch(/1500|"actual":"/);
  });

  it('gives the same bytes for the same snapshot, whatever order its keys were made in', () => {
    fc.assert(
      fc.property(anyPair, (given) => {
        const shuffled = Object.fromEntries(Object.entries(given).reverse()) as unknown as EligibilitySnapshot;
        expect(canonicalJson(decide(shuffled))).toBe(canonicalJson(decide(given)));
      }),
    );
  });

  it('flips a near miss by any one of its counterfactuals', () => {
    let seen = 0;
    fc.assert(
      fc.property(anyPair, (given) => {
        for (const { change } of decide(given).counterfactuals) {
          seen++;
          expect(decide(applyChange(given, change)).outcome).toBe('ELIGIBLE');
        }
      }),
      { numRuns: 2000 },
    );
    expect(seen).toBeGreaterThan(50);
  });

  it('never takes an eligibility from who gains something', () => {
    fc.assert(
      fc.property(anyPair, personFacts, (given, richer) => {
        if (decide(given).outcome !== 'ELIGIBLE') return;
        const gained = {
          ...given.person,
          domains: [...new Set([...given.person.domains, ...richer.domains])],
          contentOptIns: [...new Set([...given.person.contentOptIns, ...richer.contentOptIns])],
          professions: [...given.person.professions, ...richer.professions],
          languages: [...given.person.languages, ...richer.languages],
        };
        expect(decide({ ...given, person: gained }).outcome).toBe('ELIGIBLE');
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with the index: nobody eligible or a near miss is left out, and what the index adds is a rounded rate', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(personFacts, { maxLength: 6, selector: ({ contributorId }) => contributorId }),
        fc.uniqueArray(opportunityFacts, { maxLength: 6, selector: ({ opportunityId }) => opportunityId }),
        (people, opportunities) => {
          const at = { now, exchangeRates: RATES };
          const index = createCandidates();
          for (const person of people) index.putPerson(personEntry(person, at));
          for (const opportunity of opportunities) index.putOpportunity(opportunityEntry(opportunity, at));
          for (const person of people) {
            const found = new Map(index.matchesOf(person.contributorId).map((match) => [match.opportunityId, match.unmet]));
            for (const opportunity of opportunities) {
              const unmet = decide(snapshot(person, opportunity))
                .clauses.filter(({ met }) => !met)
                .map(({ clauseKey }) => clauseKey);
              const seen = found.has(opportunity.opportunityId)
                ? [found.get(opportunity.opportunityId)].filter((key) => key !== null)
                : null;
              if (seen === null) expect(unmet.length).toBeGreaterThan(1);
              if (seen !== null) expect(seen).toEqual(unmet.filter((key) => key !== 'rate' || seen.includes('rate')));
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
