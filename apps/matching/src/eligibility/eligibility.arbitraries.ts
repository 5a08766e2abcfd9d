import fc from 'fast-check';
import { CEFR_LEVELS } from '@crossing/taxonomy';
import type { Atom, OpportunityFacts, PersonFacts } from './snapshot.ts';

/** Random people and requirements over small vocabularies, so that they meet often; for property tests. */
const LANGUAGES = ['sw', 'sw-KE', 'hi', 'hi-IN', 'ar-EG', 'de'];
const DOMAINS = ['HEALTHCARE', 'HEALTHCARE.CARDIOLOGY', 'LEGAL.CONTRACTS', 'SOFTWARE'];
const ESCO = ['http://data.europa.eu/esco/occupation/a', 'http://data.europa.eu/esco/occupation/b'];
const ZONES = ['Africa/Nairobi', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Auckland'];
const CONTENT = ['VIOLENCE', 'SELF_HARM', 'HATE'];
export const RATES = { asOf: '2026-01-01', perUsd: { USD: '1', EUR: '0.92', JPY: '147.5', KES: '129.30' } };

const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
const cefr = oneOf(CEFR_LEVELS);
const money = fc.record({ amountMinor: fc.bigInt({ min: 1n, max: 90_000n }), currency: oneOf(Object.keys(RATES.perUsd)) });
const hours = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })).map(([min, more]) => ({ min, max: min + more }));
const language = fc.record({
  tag: oneOf(LANGUAGES),
  native: fc.boolean(),
  listening: cefr,
  reading: cefr,
  speaking: cefr,
  writing: cefr,
});

export const personFacts: fc.Arbitrary<PersonFacts> = fc.record({
  contributorId: fc.uuid(),
  version: fc.integer({ min: 1, max: 9 }),
  state: fc.constant('ACTIVE'),
  countryOfResidence: oneOf(['KE', 'IN', 'DE']),
  timeZone: oneOf(ZONES),
  languages: fc.uniqueArray(language, { maxLength: 3, selector: ({ tag }) => tag }),
  professions: fc.uniqueArray(fc.record({ escoUri: oneOf(ESCO), years: fc.integer({ min: 0, max: 12 }) }), {
    maxLength: 2,
    selector: ({ escoUri }) => escoUri,
  }),
  domains: fc.uniqueArray(oneOf(DOMAINS), { maxLength: 3 }),
  contentOptIns: fc.uniqueArray(oneOf(CONTENT), { maxLength: 3 }),
  tiers: fc.uniqueArray(fc.record({ domain: oneOf([...DOMAINS, 'ANY']), tier: fc.integer({ min: 1, max: 4 }) }), {
    maxLength: 3,
    selector: ({ domain }) => domain,
  }),
  verifiedClaims: fc.array(
    fc.record({ kind: oneOf(['CREDENTIAL', 'ASSESSMENT']), code: oneOf(['X', 'Y']), expiresOn: oneOf([null, '2025-12-31', '2027-01-01']) }),
    { maxLength: 2 },
  ),
  hoursPerWeek: fc.option(hours),
  minHourly: fc.option(money),
});

const atom: fc.Arbitrary<Atom> = fc.oneof(
  fc.record({ kind: fc.constant('LANGUAGE' as const), code: oneOf(LANGUAGES), minLevel: fc.option(cefr) }),
  fc.record({ kind: fc.constant('NATIVE_LANGUAGE' as const), code: oneOf(LANGUAGES), minLevel: fc.constant(null) }),
  fc.record({ kind: fc.constant('PROFESSION' as const), code: oneOf(ESCO), minLevel: fc.option(fc.nat(12).map(String)) }),
  fc.record({ kind: fc.constant('SKILL' as const), code: oneOf(DOMAINS), minLevel: fc.constant(null) }),
  fc.record({
    kind: fc.constant('TIER' as const),
    code: oneOf([...DOMAINS, 'ANY']),
    minLevel: fc.option(fc.integer({ min: 1, max: 4 }).map(String)),
  }),
  fc.record({ kind: fc.constant('COUNTRY' as const), code: oneOf(['KE', 'IN', 'DE']), minLevel: fc.constant(null) }),
  fc.record({ kind: fc.constant('TIME_ZONE' as const), code: oneOf(ZONES), minLevel: fc.option(fc.nat(12).map(String)) }),
  fc.record({ kind: fc.constant('HOURS' as const), code: fc.constant('WEEKLY'), minLevel: fc.integer({ min: 1, max: 60 }).map(String) }),
  fc.record({ kind: fc.constant('CONTENT_OPT_IN' as const), code: oneOf(CONTENT), minLevel: fc.constant(null) }),
  fc.record({ kind: oneOf(['CREDENTIAL', 'ASSESSMENT'] as const), code: oneOf(['X', 'Y']), minLevel: fc.constant(null) }),
);

export const opportunityFacts: fc.Arbitrary<OpportunityFacts> = fc
  .record({
    opportunityId: fc.uuid(),
    companyId: fc.uuid(),
    revision: fc.integer({ min: 1, max: 3 }),
    workType: fc.constant('AI_EVALUATION'),
    domain: oneOf(DOMAINS),
    complexityTier: fc.integer({ min: 1, max: 4 }),
    seats: fc.integer({ min: 1, max: 9 }),
    hoursPerWeek: hours,
    payModel: oneOf(['HOURLY', 'PER_UNIT', 'FIXED'] as const),
    payMin: money,
    more: fc.bigInt({ min: 0n, max: 5_000n }),
    estimatedMinutesPerUnit: fc.integer({ min: 1, max: 90 }),
    sensitiveContent: fc.uniqueArray(oneOf(CONTENT), { maxLength: 2 }),
    anyOfs: fc.array(fc.array(atom, { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
    publishedAt: fc.date({ min: new Date('2025-11-01T00:00:00Z'), max: new Date('2026-01-10T00:00:00Z'), noInvalidDate: true }),
  })
  .map(({ anyOfs, more, ...terms }) => ({
    ...terms,
    payMax: { ...terms.payMin, amountMinor: terms.payMin.amountMinor + more },
    requirements: anyOfs.map((anyOf, n) => ({ key: `c${n + 1}`, anyOf, legallyRequired: false })),
  }));
