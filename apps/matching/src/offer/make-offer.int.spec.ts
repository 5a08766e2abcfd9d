import { randomUUID } from 'node:crypto';
import { DAY } from '@crossing/kernel';
import { aMember, expectKind, terms } from '../spec-matching.ts';
import { openScene, type Scene } from '../spec-scene.ts';
import { termsHashOf } from './offer.ts';

describe('makeOffer', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene.close());

  async function applied(given: Partial<typeof terms> = {}, person = {}) {
    const opportunity = await scene.anOpportunity(given);
    const nova = await scene.aContributor();
    await scene.profileArrives({ contributorId: nova.subject, version: 4, ...person });
    const { applicationId } = await scene.application(nova, opportunity.opportunityId);
    return { ...opportunity, nova, applicationId };
  }

  it('copies the terms, which stay whatever becomes of the opportunity', async () => {
    const { nova, companyId, opportunityId, offer, applicationId } = await scene.offered();
    await scene.opportunityArrives({ companyId, opportunityId, version: 2, revision: 2, title: 'Something else', publication: 'CLOSED' });

    const [stored] = await scene.viewOffers(nova, [offer.offerId]);

    expect(stored).toEqual(offer);
    expect(termsHashOf(stored!)).toBe(offer.termsHash);
    expect(stored).toMatchObject({ title: 'Swahili speech transcription labels', noticeDays: 7, paymentTermsDays: 14 });
    expect(await scene.viewApplications(nova, [applicationId])).toMatchObject([{ state: 'OFFERED' }]);
  });

  it('keeps pay at or above what was published', async () => {
    const { olga, applicationId } = await applied();

    const result = await scene.makeOffer(olga, scene.offerRequest(applicationId, { pay: { amountMinor: 1199n, currency: 'USD' } }));

    expect(expectKind(result, 'PayBelowPublished').minimum).toEqual({ amountMinor: 1200n, currency: 'USD' });
  });

  it('keeps an hour’s pay at or above the floor of the country where the person lives', async () => {
    const { olga, applicationId } = await applied({}, { countryOfResidence: 'US' });

    const below = await scene.makeOffer(olga, scene.offerRequest(applicationId, { pay: { amountMinor: 1499n, currency: 'USD' } }));
    const at = await scene.makeOffer(olga, scene.offerRequest(applicationId, { pay: { amountMinor: 1500n, currency: 'USD' } }));

    expect(expectKind(below, 'InvalidInput').issues).toMatchObject([{ path: 'pay.amountMinor', rule: 'pay-floor' }]);
    expect(at.kind).toBe('MakeOfferSuccess');
  });

  it('lists every broken rule', async () => {
    const { olga, applicationId } = await applied();
    const now = scene.time.clock().getTime();
    const wrong = { startsOn: '2026-02-27', endsOn: '2026-02-26', weeklyHoursCap: 21, validUntil: new Date(now + 61 * DAY) };

    const result = await scene.makeOffer(
      olga,
      scene.offerRequest(applicationId, { ...wrong, pay: { amountMinor: 1500n, currency: 'EUR' } }),
    );
    const past = await scene.makeOffer(olga, scene.offerRequest(applicationId, { validUntil: new Date(now) }));

    const paths = expectKind(result, 'InvalidInput').issues.map(({ path }) => path);
    expect(paths).toEqual(['pay.currency', 'weeklyHoursCap', 'startsOn', 'endsOn', 'validUntil']);
    expect(expectKind(past, 'InvalidInput').issues).toMatchObject([{ path: 'validUntil' }]);
  });

  it.each([
    ['the opportunity is held', { publication: 'HELD' }, {}],
    ['the opportunity is closed', { publication: 'CLOSED' }, {}],
    ['the company is suspended', {}, { state: 'SUSPENDED' }],
    ['the company’s verification ended this moment', {}, { verifiedUntil: '2026-03-02T09:00:00.000Z' }],
  ])('is not possible while %s (M5)', async (_what, opportunity, company) => {
    const { olga, companyId, opportunityId, applicationId } = await applied();
    await scene.opportunityArrives({ companyId, opportunityId, version: 2, ...opportunity });
    await scene.companyArrives({ companyId, version: 2, ...company });

    expect((await scene.makeOffer(olga, scene.offerRequest(applicationId))).kind).toBe('OpportunityNotOpen');
  });

  it('stays possible after the last day to apply', async () => {
    const { olga, companyId, opportunityId, applicationId } = await applied();
    await scene.opportunityArrives({ companyId, opportunityId, version: 2, publication: 'EXPIRED' });

    expect((await scene.makeOffer(olga, scene.offerRequest(applicationId))).kind).toBe('MakeOfferSuccess');
  });

  it('is frozen, and says no more, for a person whose profile is suspended', async () => {
    const { olga, applicationId, nova } = await applied();
    await scene.profileArrives({ contributorId: nova.subject, version: 5, state: 'SUSPENDED' });

    expect(expectKind(await scene.makeOffer(olga, scene.offerRequest(applicationId)), 'WrongState').state).toBe('FROZEN');
  });

  it('is one at a time, and one for a repeated key', async () => {
    const { olga, applicationId } = await applied();
    const request = scene.offerRequest(applicationId, { idempotencyKey: 'offer-1' });

    const results = await Promise.all(Array.from({ length: 10 }, () => scene.makeOffer(olga, request)));
    const second = await scene.makeOffer(olga, scene.offerRequest(applicationId));

    expect(new Set(results.map((result) => expectKind(result, 'MakeOfferSuccess').offer.offerId)).size).toBe(1);
    expect(expectKind(second, 'WrongState').state).toBe('OFFERED');
    const other = scene.makeOffer(olga, { ...request, weeklyHoursCap: 9 });
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });

  it('needs a seat', async () => {
    const first = await scene.engaged({ work: { seats: 1 } });
    const late = await scene.aContributor();
    const { applicationId } = await scene.application(late, first.opportunityId);

    expect((await scene.makeOffer(first.olga, scene.offerRequest(applicationId))).kind).toBe('NoSeatLeft');
  });

  it('is a recruiter’s of this company', async () => {
    const { companyId, applicationId, nova } = await applied();
    const as = (person: typeof nova) => scene.makeOffer(person, scene.offerRequest(applicationId));

    await expect(as(aMember(companyId, 'FINANCE'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(as(aMember(randomUUID(), 'OWNER'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(as(nova)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
