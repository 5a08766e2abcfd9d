import { randomUUID } from 'node:crypto';
import { CompanyState, OpportunityState, ProfileState } from '@crossing/contracts';
import { DAY } from '@crossing/kernel';
import { aPerson, aSystem } from '@crossing/testkit';
import { terms } from '../spec-matching.ts';
import { openScene, type Scene } from '../spec-scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

const seatsOf = (opportunityId: string) => scene.viewSeats(aPerson(), [opportunityId]);

describe('onOpportunityState', () => {
  it('keeps the newest version, and passes over an older one that comes late', async () => {
    const { companyId, opportunityId } = await scene.anOpportunity();
    await scene.opportunityArrives({ companyId, opportunityId, version: 3, title: 'Third' });
    await scene.opportunityArrives({ companyId, opportunityId, version: 2, title: 'Second', terms: { ...terms, seats: 9 } });

    const [view] = await scene.viewOpportunities(aPerson(), [opportunityId]);

    expect(view).toMatchObject({ version: 3, title: 'Third', terms: { payMin: { amountMinor: 1200n } } });
    expect(await seatsOf(opportunityId)).toMatchObject([{ seats: 2 }]);
  });

  it('never leaves fewer seats than are taken', async () => {
    const first = await scene.engaged({ work: { seats: 2 } });
    const { companyId, opportunityId, olga } = first;
    const second = await scene.aContributor();
    const { applicationId } = await scene.application(second, opportunityId);
    const { offerId, termsHash } = await scene.offer(olga, applicationId);
    await scene.acceptOffer(second, { offerId, termsHash });

    await scene.opportunityArrives({ companyId, opportunityId, version: 2, terms: { ...terms, seats: 1 } });

    expect(await seatsOf(opportunityId)).toMatchObject([{ seats: 2, taken: 2 }]);
    const over = scene.test.query('UPDATE matching.seat_allocation SET taken = 3 WHERE opportunity_id = $1', [opportunityId]);
    await expect(over).rejects.toMatchObject({ constraint: 'seats_taken' });
  });

  it('shows seats and eligibility of what can be seen, and to members always', async () => {
    const { companyId, opportunityId, olga } = await scene.anOpportunity();
    const nova = await scene.aContributor();
    await scene.opportunityArrives({ companyId, opportunityId, version: 2, publication: 'HELD' });

    expect(await seatsOf(opportunityId)).toEqual([]);
    expect(await scene.viewEligibility(nova, [opportunityId])).toEqual([]);
    expect(await scene.viewSeats(olga, [opportunityId])).toMatchObject([{ seats: 2 }]);
    const other = await scene.anOpportunity();
    scene.time.advance(365 * DAY);
    expect(await seatsOf(other.opportunityId)).toEqual([]);
  });
});

describe('a tombstone', () => {
  it('erases what is known, and no replay of an older state brings it back', async () => {
    const { companyId, opportunityId } = await scene.anOpportunity();
    const { subject } = await scene.aContributor();
    const read = () =>
      scene.app.uow.read(aSystem(), async (stores) => [
        await stores.contributorViews.find(subject),
        await stores.companyViews.find(companyId),
        await stores.opportunityViews.find(opportunityId),
      ]);
    const before = await read();

    await scene.arrives(ProfileState, subject, null);
    await scene.arrives(CompanyState, companyId, null);
    await scene.arrives(OpportunityState, opportunityId, null);

    expect(before).not.toContain(null);
    expect(await read()).toEqual([null, null, null]);
    const late = scene.app.projections.find(({ contract }) => contract.name === 'ProfileState')!;
    const event = { key: subject, id: randomUUID(), sequence: 1n, time: scene.time.clock(), cause: aSystem(), data: {} };
    await scene.app.uow.transact(aSystem(), (tx) => late.handle(tx, event));
    expect((await read())[0]).toBeNull();
  });
});
