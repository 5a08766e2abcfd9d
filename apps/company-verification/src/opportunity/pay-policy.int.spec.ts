import { payPolicyOf } from '@crossing/taxonomy';
import { expectKind, openNetwork, terms, type Network } from '../spec-network.ts';

describe('the operator’s pay policy', () => {
  let network: Network;
  beforeAll(async () => {
    const floors = { '**': { amountMinor: '500', currency: 'USD' }, KE: { amountMinor: '1700', currency: 'USD' } };
    const policy = { version: 'ACME-7', floors, exchangeRates: { asOf: '2026-03-01', perUsd: { USD: '1' } } };
    network = await openNetwork({ PAY_POLICY: payPolicyOf(JSON.stringify(policy)) });
  });
  afterAll(() => network.test.drop());

  it('is what terms are judged by, and its version is kept with them', async () => {
    const { companyId, olga } = await network.verifiedCompany();
    const request = { companyId, opportunityId: null, expectedVersion: null, idempotencyKey: null };
    const paying = (amountMinor: bigint, currency = 'USD') =>
      network.app.useCases.draftOpportunity(olga, {
        ...request,
        terms: { ...terms, payMin: { amountMinor, currency }, payMax: { amountMinor: 9000n, currency } },
      });

    expect(await paying(1699n)).toMatchObject({ kind: 'InvalidInput', issues: [{ path: 'terms.payMin', rule: 'pay-floor' }] });
    expect(await paying(1700n, 'EUR')).toMatchObject({ kind: 'InvalidInput', issues: [{ rule: 'known-currency' }] });
    const { opportunity } = expectKind(await paying(1700n), 'DraftOpportunitySuccess');
    const kept = await network.test.query(
      'SELECT floor_minor, floor_policy FROM company_verification.opportunity_revision WHERE opportunity_id = $1',
      [opportunity.opportunityId],
    );
    expect(kept).toEqual([{ floor_minor: '1700', floor_policy: 'ACME-7' }]);
  });
});
