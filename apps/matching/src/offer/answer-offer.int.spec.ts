import { randomUUID } from 'node:crypto';
import { DAY } from '@crossing/kernel';
import { aPerson } from '@crossing/testkit';
import { aMember, expectKind } from '../spec-matching.ts';
import { openScene, type Scene } from '../spec-scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

describe('acceptOffer', () => {
  it('begins at once on the first day, and answers the same engagement when repeated', async () => {
    const { nova, offerId, offer } = await scene.offered();

    const first = await scene.acceptOffer(nova, { offerId, termsHash: offer.termsHash });
    const before = (await scene.events()).length;
    const again = await scene.acceptOffer(nova, { offerId, termsHash: offer.termsHash });

    expect(expectKind(first, 'AcceptOfferSuccess').engagement).toMatchObject({ state: 'ACTIVE', startedAt: scene.time.clock() });
    expect(again).toEqual(first);
    expect(await scene.typesSince(before)).toEqual([]);
  });

  it('takes the terms that were read and no others', async () => {
    const { nova, offerId, offer } = await scene.offered();

    const result = await scene.acceptOffer(nova, { offerId, termsHash: 'something else' });

    expect(expectKind(result, 'TermsMismatch').termsHash).toBe(offer.termsHash);
  });

  it('promises no more hours than the person wants to work, over all engagements (M2)', async () => {
    const first = await scene.engaged({ given: { weeklyHoursCap: 15 } });
    await scene.setWorkPreferences(first.nova, { hoursPerWeek: { min: 0, max: 20 }, minHourly: null });
    const second = await scene.anOpportunity();
    const { applicationId } = await scene.application(first.nova, second.opportunityId);
    const { offerId, termsHash } = await scene.offer(second.olga, applicationId, { weeklyHoursCap: 10 });

    const refused = await scene.acceptOffer(first.nova, { offerId, termsHash });
    await scene.setWorkPreferences(first.nova, { hoursPerWeek: { min: 0, max: 25 }, minHourly: null });
    const accepted = await scene.acceptOffer(first.nova, { offerId, termsHash });

    expect(expectKind(refused, 'HoursExceeded').availableHours).toBe(5);
    expect(accepted.kind).toBe('AcceptOfferSuccess');
  });

  it('promises no more hours either when two offers are accepted at once', async () => {
    const nova = await scene.aContributor();
    await scene.setWorkPreferences(nova, { hoursPerWeek: { min: 0, max: 15 }, minHourly: null });
    const offers = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const { opportunityId, olga } = await scene.anOpportunity();
        const { applicationId } = await scene.application(nova, opportunityId);
        return scene.offer(olga, applicationId, { weeklyHoursCap: 10 });
      }),
    );

    const results = await Promise.all(offers.map(({ offerId, termsHash }) => scene.acceptOffer(nova, { offerId, termsHash })));

    expect(results.map(({ kind }) => kind).sort()).toEqual(['AcceptOfferSuccess', ...Array.from({ length: 5 }, () => 'HoursExceeded')]);
  });

  it('is over when its time is, although no deadline has fired', async () => {
    const { nova, offerId, offer } = await scene.offered({ given: { validUntil: new Date(scene.time.clock().getTime() + DAY) } });
    const start = scene.time.clock().toISOString();
    scene.time.advance(DAY);

    const result = await scene.acceptOffer(nova, { offerId, termsHash: offer.termsHash });
    const declined = await scene.declineOffer(nova, { offerId });
    scene.time.set(start);

    expect(expectKind(result, 'WrongState').state).toBe('EXPIRED');
    expect(expectKind(declined, 'WrongState').state).toBe('EXPIRED');
  });

  it.each([
    ['the opportunity is held', { publication: 'HELD' }, {}, 'HELD'],
    ['the company is suspended', {}, { state: 'SUSPENDED' }, 'HELD'],
    ['the opportunity is withdrawn', { publication: 'WITHDRAWN' }, {}, 'WITHDRAWN'],
  ])('waits while %s', async (_what, opportunity, company, state) => {
    const { nova, companyId, opportunityId, offerId, offer } = await scene.offered();
    await scene.opportunityArrives({ companyId, opportunityId, version: 2, ...opportunity });
    await scene.companyArrives({ companyId, version: 2, ...company });

    const result = await scene.acceptOffer(nova, { offerId, termsHash: offer.termsHash });

    expect(expectKind(result, 'WrongState').state).toBe(state);
  });

  it('is the person’s own: the company and strangers find nothing', async () => {
    const { olga, offerId, offer } = await scene.offered();
    const as = (person: typeof olga) => scene.acceptOffer(person, { offerId, termsHash: offer.termsHash });

    await expect(as(olga)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(as(aPerson())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('gives the last seat to one of 20 who accept at once, while somebody withdraws (M1)', async () => {
    const { opportunityId, olga } = await scene.anOpportunity({ seats: 1 });
    const people = await Promise.all(Array.from({ length: 20 }, () => scene.aContributor()));
    const offers = await Promise.all(
      people.map(async (nova) => {
        const { applicationId } = await scene.application(nova, opportunityId);
        return { nova, ...(await scene.offer(olga, applicationId)) };
      }),
    );
    const before = (await scene.events()).length;

    const [withdrawn, ...results] = await Promise.all([
      scene.withdrawApplication(offers[0]!.nova, { applicationId: offers[0]!.applicationId }),
      ...offers.map(({ nova, offerId, termsHash }) => scene.acceptOffer(nova, { offerId, termsHash })),
    ]);

    const kinds = results.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'AcceptOfferSuccess')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'NoSeatLeft' || kind === 'WrongState')).toHaveLength(19);
    const [seats] = await scene.test.query('SELECT seats, taken FROM matching.seat_allocation WHERE opportunity_id = $1', [opportunityId]);
    expect(seats).toEqual({ seats: 1, taken: 1 });
    const types = await scene.typesSince(before);
    expect(types.filter((type) => type === 'offer.accepted')).toHaveLength(1);
    expect(types.filter((type) => type === 'offer.declined')).toHaveLength(withdrawn.kind === 'WithdrawApplicationSuccess' ? 1 : 0);
  });

  it('ends in one state when one person accepts and withdraws at once, many times', async () => {
    const { nova, applicationId, offerId, offer } = await scene.offered();

    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 2 ? scene.acceptOffer(nova, { offerId, termsHash: offer.termsHash }) : scene.withdrawApplication(nova, { applicationId }),
      ),
    );

    const [application] = await scene.viewApplications(nova, [applicationId]);
    const [answered] = await scene.viewOffers(nova, [offerId]);
    const engagements = await scene.viewEngagementsOfOffers(nova, [offerId]);
    const accepted = application!.state === 'ACCEPTED';
    expect([application!.state, answered!.state, engagements.length]).toEqual(
      accepted ? ['ACCEPTED', 'ACCEPTED', 1] : ['WITHDRAWN', 'DECLINED', 0],
    );
  });
});

describe('declineOffer', () => {
  it('ends the application with it, and answers the same when repeated', async () => {
    const { nova, applicationId, offerId } = await scene.offered();

    const first = await scene.declineOffer(nova, { offerId });

    expect(expectKind(first, 'DeclineOfferSuccess').offer.state).toBe('DECLINED');
    expect(await scene.declineOffer(nova, { offerId })).toEqual(first);
    expect(await scene.viewApplications(nova, [applicationId])).toMatchObject([{ state: 'DECLINED' }]);
  });
});

describe('rescindOffer', () => {
  it('gives a reason, and leaves the application in the company’s hands for a better offer', async () => {
    const { nova, olga, applicationId, offerId } = await scene.offered();

    const rescinded = await scene.rescindOffer(olga, { offerId, reason: 'The rate was a mistake.' });
    const better = await scene.offer(olga, applicationId, { pay: { amountMinor: 1900n, currency: 'USD' } });

    expect(expectKind(rescinded, 'RescindOfferSuccess').offer).toMatchObject({
      state: 'RESCINDED',
      rescindReason: 'The rate was a mistake.',
    });
    expect(await scene.viewOffersOfApplications(nova, [applicationId])).toEqual([better]);
  });

  it('needs a reason, an open offer, and a recruiter', async () => {
    const { nova, olga, companyId, offerId } = await scene.engaged();

    expect((await scene.rescindOffer(olga, { offerId, reason: '' })).kind).toBe('InvalidInput');
    expect(expectKind(await scene.rescindOffer(olga, { offerId, reason: 'No' }), 'WrongState').state).toBe('ACCEPTED');
    await expect(scene.rescindOffer(nova, { offerId, reason: 'No' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(scene.rescindOffer(aMember(companyId, 'VIEWER'), { offerId, reason: 'No' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(scene.rescindOffer(aMember(randomUUID()), { offerId, reason: 'No' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('onOfferExpires', () => {
  it('lapses the application, so that the person may apply again', async () => {
    const { nova, opportunityId, applicationId, offerId } = await scene.offered({
      given: { validUntil: new Date(scene.time.clock().getTime() + DAY) },
    });
    const before = (await scene.events()).length;
    scene.time.advance(DAY);
    await scene.fireDeadlines();

    expect(await scene.viewApplications(nova, [applicationId])).toMatchObject([{ state: 'LAPSED' }]);
    expect(await scene.viewOffers(nova, [offerId])).toMatchObject([{ state: 'EXPIRED' }]);
    expect(await scene.typesSince(before)).toEqual(expect.arrayContaining(['application.status-changed', 'offer.expired']));
    expect((await scene.application(nova, opportunityId)).state).toBe('SUBMITTED');
  });
});
