import { readFileSync } from 'node:fs';
import path from 'node:path';
import { replay, runCampaign, type CaseName } from './campaign.ts';
import { difference } from './compare.ts';

const regressions = JSON.parse(readFileSync(path.join(import.meta.dirname, 'regressions.json'), 'utf8')) as readonly CaseName[];

beforeAll(() => void (process.env['APOLLO_TELEMETRY_DISABLED'] = '1'));

describe('differential', () => {
  it('finds no difference between the stock executor and ours on graphs of its own', async () => {
    const { cases, fallback, withErrors, differences } = await runCampaign({ cases: 300, seed: 424_242, operationsPerGraph: 15 });

    expect(differences).toEqual([]);
    expect(withErrors).toBeGreaterThan(0);
    expect(fallback / cases).toBeLessThanOrEqual(0.02);
  }, 120_000);

  it.each(regressions)('stays right in the case %j', async (name) => {
    const { cases, differences } = await replay(name);

    expect(cases).toBeGreaterThan(0);
    expect(differences).toEqual([]);
  });
});

describe('difference', () => {
  const lost = { message: 'lost', path: ['list', 0, 'field'], extensions: { code: 'LOST' } };

  it('tells answers with other data apart', () => {
    expect(difference({ data: { a: 1, b: [2] } }, { data: { b: [2], a: 1 } })).toBeUndefined();
    expect(difference({ data: { a: 1 } }, { data: { a: null } })).toMatch('data');
    expect(difference({ data: { a: 1 } }, { data: { a: 1, b: 2 } })).toMatch('data');
  });

  it('tells errors apart by message, place, code and number', () => {
    const data = { list: [{ field: null }] };
    const stock = { data, errors: [lost] };

    expect(difference(stock, stock)).toBeUndefined();
    for (const errors of [[], [lost, lost], [{ ...lost, message: 'found' }], [{ ...lost, path: ['list'] }], [{ ...lost, extensions: {} }]])
      expect(difference(stock, { data, errors })).toMatch('errors');
  });

  it('takes another element of a list only for one that is null', () => {
    const data = { list: [{ field: 1 }, { field: null }] };
    const ours = { data, errors: [{ ...lost, path: ['list', 1, 'field'] }] };

    expect(difference({ data, errors: [lost] }, ours)).toBeUndefined();
    expect(difference(ours, { data, errors: [lost] })).toMatch('errors');
  });
});
