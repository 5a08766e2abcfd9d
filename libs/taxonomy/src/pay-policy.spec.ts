import { demoPayPolicy, floorOf, payPolicyOf } from './pay-policy.ts';

const good = {
  version: 'ACME-2026-04',
  floors: { '**': { amountMinor: '700', currency: 'USD' }, KE: { amountMinor: '50000', currency: 'KES' } },
  exchangeRates: { asOf: '2026-04-01', perUsd: { USD: '1', KES: '130.25' } },
};

describe('payPolicyOf', () => {
  it('takes a policy as it is written', () => {
    const policy = payPolicyOf(JSON.stringify(good));

    expect(policy).toEqual({
      version: 'ACME-2026-04',
      floors: { '**': { amountMinor: 700n, currency: 'USD' }, KE: { amountMinor: 50_000n, currency: 'KES' } },
      exchangeRates: good.exchangeRates,
    });
    expect(floorOf(policy, 'KE')).toEqual({ amountMinor: 50_000n, currency: 'KES' });
    expect(floorOf(policy, 'DE')).toEqual({ amountMinor: 700n, currency: 'USD' });
  });

  it('has a demo that says that it is one', () => {
    expect(demoPayPolicy.version).toMatch(/^DEMO/);
    expect(floorOf(demoPayPolicy, 'TD')).toEqual({ amountMinor: 500n, currency: 'USD' });
  });

  it.each([
    ['no JSON', '{', /^must be JSON: /],
    ['an empty policy', '{}', /version must be .*asOf must be .*USD must be "1"; floors must have \*\*/],
    ['a list', '[]', /version must be/],
  ])('refuses %s', (_what, json, message) => {
    expect(() => payPolicyOf(json)).toThrow(message);
  });

  const { floors, exchangeRates } = good;
  it.each([
    ['a number for an amount', { floors: { ...floors, KE: { amountMinor: 50_000, currency: 'KES' } } }, 'floors.KE.amountMinor'],
    ['a negative amount', { floors: { ...floors, KE: { amountMinor: '-1', currency: 'KES' } } }, 'floors.KE.amountMinor'],
    ['a country that is none', { floors: { ...floors, XX: floors.KE } }, 'floors.XX'],
    ['a floor without a rate', { floors: { ...floors, DE: { amountMinor: '1', currency: 'EUR' } } }, 'floors.DE.currency'],
    ['a rate of nothing', { exchangeRates: { ...exchangeRates, perUsd: { USD: '1', KES: '0.0' } } }, 'exchangeRates.perUsd.KES'],
    [
      'a currency that is none',
      { exchangeRates: { ...exchangeRates, perUsd: { USD: '1', KES: '1', QQQ: '1' } } },
      'exchangeRates.perUsd.QQQ',
    ],
    ['a day that is none', { exchangeRates: { ...exchangeRates, asOf: '2026-02-30' } }, 'exchangeRates.asOf'],
  ])('refuses %s and says where, and nothing else', (_what, wrong, path) => {
    expect(() => payPolicyOf(JSON.stringify({ ...good, ...wrong }))).toThrow(
      new RegExp(`^must be a pay policy: ${path.replaceAll('.', '\\.')}[^;]*$`),
    );
  });
});
