import { DAY } from '@crossing/kernel';
import { expectKind } from './spec-matching.ts';
import { openScene, type Scene } from './spec-scene.ts';

describe('the way from application to a completed engagement', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene.close());

  it('tells each step once, and owes 90 minutes at the frozen rate to the cent', async () => {
    const { nova, olga, offer, engagementId } = await scene.engaged();
    const { workRecordId } = await scene.work(nova, engagementId);
    expectKind(await scene.acceptWork(olga, { workRecordId }), 'AcceptWorkSuccess');
    const completed = expectKind(await scene.completeEngagement(olga, { engagementId }), 'CompleteEngagementSuccess');

    const [obligation] = await scene.viewObligations(nova, [workRecordId]);
    expect(obligation).toMatchObject({ amount: { amountMinor: 2250n, currency: 'USD' }, state: 'ACCRUED' });
    expect(obligation!.dueAt).toEqual(new Date(scene.time.clock().getTime() + 14 * DAY));
    expect(completed.engagement.state).toBe('COMPLETED');
    expect(await scene.typesSince(0)).toEqual([
      'eligibility.decided',
      'application.submitted',
      'application.status-changed',
      'offer.issued',
      'application.status-changed',
      'offer.accepted',
      'engagement.started',
      'work.submitted',
      'work.accepted',
      'obligation.accrued',
      'engagement.completed',
    ]);
    const facts = (await scene.events()).at(-1)!.data;
    expect(facts).toMatchObject({ unitsAccepted: 1, unitsTotal: 1, minutes: 90, startedOn: '2026-03-02', completedOn: '2026-03-02' });
    expect(facts).toMatchObject({ offerId: offer.offerId, workType: 'DATA_ANNOTATION', domain: 'LANGUAGE', tier: 1 });
  });
});
