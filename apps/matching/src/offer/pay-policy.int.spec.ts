import { payPolicyOf } from '@crossing/taxonomy';
import { openScene, type Scene } from '../spec-scene.ts';

describe('the operator’s pay policy', () => {
  let scene: Scene;
  beforeAll(async () => {
    const floors = { '**': { amountMinor: '500', currency: 'USD' }, KE: { amountMinor: '200000', currency: 'KES' } };
    const policy = { version: 'ACME-7', floors, exchangeRates: { asOf: '2026-03-01', perUsd: { USD: '1', KES: '125' } } };
    scene = await openScene({ PAY_POLICY: payPolicyOf(JSON.stringify(policy)) });
  });
  afterAll(() => scene.close());

  it('is what offers are judged by, at its exchange rates', async () => {
    const { opportunityId, olga } = await scene.anOpportunity();
    const { applicationId } = await scene.application(await scene.aContributor(), opportunityId);
    const paying = (amountMinor: bigint) =>
      scene.makeOffer(olga, scene.offerRequest(applicationId, { pay: { amountMinor, currency: 'USD' } }));

    // 2,000 shillings are 16 dollars.
    expect(await paying(1599n)).toMatchObject({ kind: 'InvalidInput', issues: [{ path: 'pay.amountMinor', rule: 'pay-floor' }] });
    expect((await paying(1600n)).kind).toBe('MakeOfferSuccess');
  });

  it('is the date that decisions name', async () => {
    const { opportunityId } = await scene.anOpportunity();
    const { decisionId } = await scene.application(await scene.aContributor(), opportunityId);

    const kept = await scene.test.query(
      `SELECT snapshot::jsonb #>> '{exchangeRates,asOf}' AS "asOf" FROM matching.eligibility_evidence WHERE decision_id = $1`,
      [decisionId],
    );

    expect(kept).toEqual([{ asOf: '2026-03-01' }]);
  });
});
