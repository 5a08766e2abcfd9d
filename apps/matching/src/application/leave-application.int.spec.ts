import { randomUUID } from 'node:crypto';
import { aPerson } from '@crossing/testkit';
import { aMember, expectKind } from '../spec-matching.ts';
import { openScene, type Scene } from '../spec-scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

describe('withdrawApplication', () => {
  it('declines an open offer with it, and answers the same when repeated', async () => {
    const { nova, applicationId, offerId } = await scene.offered();
    const before = (await scene.events()).length;

    const first = await scene.withdrawApplication(nova, { applicationId });
    const again = await scene.withdrawApplication(nova, { applicationId });

    expect(expectKind(first, 'WithdrawApplicationSuccess').application.state).toBe('WITHDRAWN');
    expect(again).toEqual(first);
    expect(await scene.typesSince(before)).toEqual(expect.arrayContaining(['offer.declined', 'application.status-changed']));
    expect(await scene.typesSince(before)).toHaveLength(2);
    expect(await scene.viewOffers(nova, [offerId])).toMatchObject([{ state: 'DECLINED' }]);
  });

  it('leaves the way open to apply again', async () => {
    const { opportunityId } = await scene.anOpportunity();
    const nova = await scene.aContributor();
    const { applicationId } = await scene.application(nova, opportunityId);
    await scene.withdrawApplication(nova, { applicationId });

    const second = await scene.application(nova, opportunityId);

    expect(second.applicationId).not.toBe(applicationId);
  });

  it('comes too late once the offer is accepted', async () => {
    const { nova, applicationId } = await scene.engaged();

    const result = await scene.withdrawApplication(nova, { applicationId });

    expect(expectKind(result, 'WrongState').state).toBe('ACCEPTED');
  });

  it('knows nothing of another’s application, the company’s members included', async () => {
    const { olga, applicationId } = await scene.offered();

    await expect(scene.withdrawApplication(olga, { applicationId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(scene.withdrawApplication(aPerson(), { applicationId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(scene.withdrawApplication(aPerson(), { applicationId: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('turnDownApplication', () => {
  const kindly = { reasonCodes: ['EXPERIENCE', 'AVAILABILITY'], feedback: 'Others have done this before; do try the next round.' } as const;

  it('gives the person reasons and feedback, and stands in the way of another application', async () => {
    const { opportunityId, olga } = await scene.anOpportunity();
    const nova = await scene.aContributor();
    const { applicationId } = await scene.application(nova, opportunityId);

    const result = await scene.turnDownApplication(olga, { applicationId, ...kindly });

    expect(expectKind(result, 'TurnDownApplicationSuccess').application).toMatchObject({ state: 'NOT_SELECTED', ...kindly });
    expect(await scene.viewApplications(nova, [applicationId])).toMatchObject([{ state: 'NOT_SELECTED', ...kindly }]);
    expect(await scene.turnDownApplication(olga, { applicationId, ...kindly })).toEqual(result);
    const again = await scene.applyToOpportunity(nova, { opportunityId, revision: 1, note: null, idempotencyKey: null });
    expect(again.kind).toBe('AlreadyApplied');
  });

  it('needs a reason, each once, and a word', async () => {
    const { opportunityId, olga } = await scene.anOpportunity();
    const { applicationId } = await scene.application(await scene.aContributor(), opportunityId);

    const none = await scene.turnDownApplication(olga, { applicationId, reasonCodes: [], feedback: ' ' });
    const twice = await scene.turnDownApplication(olga, { applicationId, ...kindly, reasonCodes: ['OTHER', 'OTHER'] });

    expect(expectKind(none, 'InvalidInput').issues.map(({ path }) => path)).toEqual(['reasonCodes', 'feedback']);
    expect(expectKind(twice, 'InvalidInput').issues).toMatchObject([{ rule: 'unique' }]);
  });

  it('waits until an open offer is rescinded', async () => {
    const { olga, applicationId, offerId } = await scene.offered();

    const early = await scene.turnDownApplication(olga, { applicationId, ...kindly });
    await scene.rescindOffer(olga, { offerId, reason: 'The budget is gone.' });
    const later = await scene.turnDownApplication(olga, { applicationId, ...kindly });

    expect(expectKind(early, 'WrongState').state).toBe('OFFERED');
    expect(later.kind).toBe('TurnDownApplicationSuccess');
  });

  it('is a recruiter’s: a viewer is refused, a stranger and the applicant find nothing', async () => {
    const { companyId, opportunityId } = await scene.anOpportunity();
    const nova = await scene.aContributor();
    const { applicationId } = await scene.application(nova, opportunityId);
    const as = (person: typeof nova) => scene.turnDownApplication(person, { applicationId, ...kindly });

    await expect(as(aMember(companyId, 'VIEWER'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(as(aMember(randomUUID(), 'OWNER'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(as(nova)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
