import { randomUUID } from 'node:crypto';
import { aSystem } from '@crossing/testkit';
import { openNetwork, type Network } from '../spec-network.ts';

describe('onEngagementStarted', () => {
  let network: Network;
  beforeAll(async () => {
    network = await openNetwork();
  });
  afterAll(() => network.test.drop());

  const start = (companyId: string, opportunityId: string, engagementId = randomUUID(), tier = 1) => {
    const reaction = network.app.reactions.find(({ contract }) => contract.type === 'matching.engagement.started.v1')!;
    const data = {
      ...{ engagementId, offerId: randomUUID(), opportunityId, companyId, contributorId: randomUUID() },
      ...{ workType: 'DATA_ANNOTATION', domain: 'LANGUAGE', tier, startedOn: '2026-03-02' },
    };
    const event = { data, key: engagementId, id: randomUUID(), sequence: 1n, time: new Date(0), cause: { correlationId: 'test' } };
    return network.app.uow.transact(aSystem('reactions'), (tx) => reaction.handle(tx, event));
  };
  const entriesOf = (companyId: string) =>
    network.test.query(
      `SELECT payer_type, kind, amount_minor, currency, fee_schedule_version FROM company_verification.ledger_entry WHERE company_id = $1`,
      [companyId],
    );

  it('charges the company once for an engagement, by the tier of the work', async () => {
    const { companyId, olga } = await network.verifiedCompany();
    const opportunityId = await network.published(olga);
    const engagementId = randomUUID();
    const before = (await network.events()).length;

    await start(companyId, opportunityId, engagementId, 2);
    await start(companyId, opportunityId, engagementId, 2);

    const entry = { payer_type: 'COMPANY', kind: 'PLACEMENT_FEE', amount_minor: '6000', currency: 'USD', fee_schedule_version: 'DEMO-1' };
    expect(await entriesOf(companyId)).toEqual([entry]);
    const events = (await network.events()).slice(before);
    expect(events).toMatchObject([
      {
        type: 'company-verification.ledger.posted.v1',
        key: companyId,
        data: { engagementId, amount: { amountMinor: '6000', currency: 'USD' } },
      },
    ]);
    expect(JSON.stringify(events)).not.toContain('contributor');
  });

  it('fills the opportunity with the last seat, also when two start at once', async () => {
    const { companyId, olga } = await network.verifiedCompany();
    const opportunityId = await network.published(olga, { seats: 2 });
    const before = (await network.events()).length;

    await Promise.all([start(companyId, opportunityId), start(companyId, opportunityId)]);

    const types = await network.typesSince(before);
    expect(types.filter((type) => type.includes('filled'))).toEqual(['company-verification.opportunity.filled.v1']);
    const seen = await network.test.query('SELECT publication FROM company_verification.opportunity WHERE opportunity_id = $1', [
      opportunityId,
    ]);
    expect(seen).toEqual([{ publication: 'FILLED' }]);
  });

  it('charges nobody for the opportunity of another company', async () => {
    const [one, two] = [await network.verifiedCompany(), await network.verifiedCompany()];
    const opportunityId = await network.published(one.olga);

    await expect(start(two.companyId, opportunityId)).rejects.toThrow(/ledger_of_opportunity/);
    expect(await entriesOf(two.companyId)).toEqual([]);
  });
});
