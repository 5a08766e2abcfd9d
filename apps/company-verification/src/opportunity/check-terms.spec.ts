import type { PayPolicy } from '@crossing/taxonomy';
import { terms as sound, START } from '../spec-network.ts';
import { checkTerms, type StatedTerms } from './check-terms.ts';
import type { RequirementAtom, RequirementClause } from './terms.ts';

const policy: PayPolicy = {
  version: 'test',
  floors: {
    '**': { amountMinor: 500n, currency: 'USD' },
    DE: { amountMinor: 1300n, currency: 'EUR' },
    JP: { amountMinor: 1100n, currency: 'JPY' },
  },
  exchangeRates: { asOf: '2026-01-01', perUsd: { USD: '1', EUR: '0.9', JPY: '150', KES: '129' } },
};
const now = new Date(START);
const check = (given: Partial<StatedTerms>) => checkTerms({ ...sound, ...given }, policy, now);
const broken = (given: Partial<StatedTerms>): string[] => {
  const result = check(given);
  return 'issues' in result ? result.issues.map(({ path, rule }) => `${path}: ${rule}`) : [];
};
const atom = (kind: RequirementAtom['kind'], code: string, minLevel: string | null = null): RequirementAtom => ({ kind, code, minLevel });
const clause = (...anyOf: RequirementAtom[]): Omit<RequirementClause, 'key'> => ({ anyOf, legallyRequired: false, justification: null });
const nurse = atom('PROFESSION', 'http://data.europa.eu/esco/occupation/8d3e8aaa-791b-4c75-a465-f3f827028f50', '2');

describe('checkTerms', () => {
  it('takes sound terms, with keys by the order of the clauses', () => {
    const result = check({});

    expect(result).toMatchObject({
      terms: { requirements: [{ key: 'c1', anyOf: [atom('LANGUAGE', 'sw', 'B2')] }, { key: 'c2' }] },
      pay: { payMinHourly: 1600n, floorMinor: 500n, payMaxUsdCents: 2200n },
    });
  });

  it('lists every broken rule at once', () => {
    const issues = broken({
      ...{ title: 'x', seats: 0, complexityTier: 5, domain: 'MAGIC', startsOn: '2026-03-01', applyBy: '2026-03-01', paymentTermsDays: 31 },
      ...{ hoursPerWeek: { min: 20, max: 10 }, payMax: { amountMinor: 10n, currency: 'USD' }, supplyChain: [] },
    });

    expect(issues).toEqual([
      'terms.title: min-length',
      'terms.domain: known',
      'terms.hoursPerWeek: order',
      'terms.complexityTier: range',
      'terms.seats: range',
      'terms.startsOn: future',
      'terms.applyBy: range',
      'terms.payMax: order',
      'terms.paymentTermsDays: range',
      'terms.supplyChain: contracting-party',
    ]);
  });

  it('lets work begin while applications come in, and not years later', () => {
    expect(broken({ startsOn: '2026-03-02', applyBy: '2026-05-01' })).toEqual([]);
    expect(broken({ startsOn: '2028-03-02' })).toEqual(['terms.startsOn: order']);
  });

  it.each([
    ['a country beside something else', [clause(atom('COUNTRY', 'KE'), atom('SKILL', 'LEGAL'))], ['.anyOf: alone']],
    ['hours beside a time zone', [clause(atom('HOURS', 'WEEKLY', '10'), atom('TIME_ZONE', 'Africa/Nairobi'))], ['.anyOf: alone']],
    ['a profession as the only way', [clause(nurse)], ['.anyOf: another-path']],
    ['a credential or a profession only', [clause(nurse, atom('CREDENTIAL', 'NPI'))], ['.anyOf: another-path']],
    ['a law that is not named', [{ ...clause(nurse), legallyRequired: true }], ['.justification: required']],
    ['a mother tongue without a reason', [clause(atom('NATIVE_LANGUAGE', 'sw'))], ['.justification: required']],
    ['an unknown language', [clause(atom('LANGUAGE', 'xx-nope'))], ['.anyOf.0.code: known']],
    ['a level that is none', [clause(atom('LANGUAGE', 'sw', 'D1'))], ['.anyOf.0.minLevel: level']],
    ['a tier without a level', [clause(atom('TIER', 'ANY'))], ['.anyOf.0.minLevel: level']],
    ['a level where there are none', [clause(atom('SKILL', 'LEGAL', '3'))], ['.anyOf.0.minLevel: level']],
    ['hours of another code', [clause(atom('HOURS', 'DAILY', '3'))], ['.anyOf.0.code: known']],
    ['an empty clause', [clause()], ['.anyOf: min-items']],
    ['the same thing twice', [clause(atom('SKILL', 'LEGAL'), atom('SKILL', 'LEGAL'))], ['.anyOf: unique']],
    ['a zone that is none', [clause(atom('TIME_ZONE', 'Mars/Olympus'))], ['.anyOf.0.code: known']],
  ])('refuses %s', (_what, requirements, expected) => {
    expect(broken({ requirements })).toEqual(expected.map((issue) => `terms.requirements.0${issue}`));
  });

  it('takes a profession beside another path, or alone where a law demands it', () => {
    const byLaw = { ...clause(nurse), legallyRequired: true, justification: 'Nursing Act, section 1.' };

    expect(broken({ requirements: [clause(nurse, atom('SKILL', 'HEALTHCARE.NURSING')), byLaw] })).toEqual([]);
  });

  it('takes at most 16 clauses of 12 alternatives', () => {
    const many = Array.from({ length: 17 }, () => clause(atom('SKILL', 'LEGAL')));
    const wide = clause(...Array.from({ length: 13 }, (_, n) => atom('ASSESSMENT', `A${n}`)));

    expect(broken({ requirements: many })).toEqual(['terms.requirements: max-items']);
    expect(broken({ requirements: [wide] })).toEqual(['terms.requirements.0.anyOf: max-items']);
  });

  it('puts a language tag into its canonical form', () => {
    expect(check({ requirements: [clause(atom('LANGUAGE', 'HI-in', 'A1'))] })).toMatchObject({
      terms: { requirements: [{ anyOf: [{ code: 'hi-IN' }] }] },
    });
  });

  it('names who contracts, and says why others are kept back', () => {
    const party = { role: 'CONTRACTING_PARTY', disclosure: 'NAMED', name: 'Lantern Labs', sector: null, withheldReason: null } as const;
    const client = { ...party, role: 'END_CLIENT', name: null } as const;
    const supplyChain = [
      { ...party, disclosure: 'SECTOR_ONLY', name: null, sector: 'Health' } as const,
      { ...client, disclosure: 'SECTOR_ONLY' } as const,
      { ...client, disclosure: 'WITHHELD' } as const,
      { ...client, disclosure: 'WITHHELD', withheldReason: 'A contract of 2025.', name: 'Secret' } as const,
    ];

    expect(broken({ supplyChain })).toEqual([
      'terms.supplyChain: contracting-party-named',
      'terms.supplyChain.1.sector: min-length',
      'terms.supplyChain.2.withheldReason: min-length',
      'terms.supplyChain.3.name: forbidden',
    ]);
  });

  describe('the pay floor', () => {
    const hourly = (amountMinor: bigint, currency: string, ...countries: string[]): Partial<StatedTerms> => ({
      payMin: { amountMinor, currency },
      payMax: { amountMinor: amountMinor * 2n, currency },
      requirements: countries.length === 0 ? [] : [clause(...countries.map((country) => atom('COUNTRY', country)))],
    });

    it.each([
      ['everywhere', hourly(499n, 'USD'), hourly(500n, 'USD')],
      ['in the floor’s own currency', hourly(1299n, 'EUR', 'DE'), hourly(1300n, 'EUR', 'DE')],
      ['in another currency, rounded up', hourly(1444n, 'USD', 'DE'), hourly(1445n, 'USD', 'DE')],
      ['the highest of several countries', hourly(1444n, 'USD', 'JP', 'DE', 'KE'), hourly(1445n, 'USD', 'JP', 'DE', 'KE')],
      ['in a currency without minor units', hourly(1099n, 'JPY', 'JP'), hourly(1100n, 'JPY', 'JP')],
      ['by the minutes of a piece', piece(49n, 6), piece(50n, 6)],
      ['by the minutes of the whole', { ...piece(49n, 6), payModel: 'FIXED' as const }, { ...piece(50n, 6), payModel: 'FIXED' as const }],
    ])('holds %s', (_where, below, at) => {
      expect(broken(below)).toEqual(['terms.payMin: pay-floor']);
      expect(broken(at)).toEqual([]);
    });

    function piece(amountMinor: bigint, estimatedMinutesPerUnit: number): Partial<StatedTerms> {
      return { ...hourly(amountMinor, 'USD'), payModel: 'PER_UNIT', estimatedMinutesPerUnit };
    }

    it('needs a rate for the currency, the same one twice, and the time of a piece', () => {
      const isk = { amountMinor: 100_000n, currency: 'ISK' };

      expect(broken({ payMin: isk, payMax: isk })).toEqual(['terms.payMin.currency: known-currency']);
      expect(broken({ payMax: { amountMinor: 9_000n, currency: 'EUR' } })).toEqual(['terms.payMax.currency: same-currency']);
      expect(broken({ payModel: 'PER_UNIT' })).toEqual(['terms.estimatedMinutesPerUnit: range']);
      expect(broken({ estimatedMinutesPerUnit: 3 })).toEqual(['terms.estimatedMinutesPerUnit: forbidden']);
    });
  });

  it('refuses a demand for money wherever it stands', () => {
    const summary = 'Good pay. A small refundable registration fee of 20 USD is taken.';

    expect(broken({ summary, title: 'First pay a deposit', intendedUse: 'You must first buy the starter kit.' })).toEqual([
      'terms.title: no-contributor-fees',
      'terms.summary: no-contributor-fees',
      'terms.intendedUse: no-contributor-fees',
    ]);
  });
});
