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

const seatsOf = async (opportunityId: string) =>
  (await scene.test.query<{ taken: number }>('SELECT taken FROM matching.seat_allocation WHERE opportunity_id = $1', [opportunityId]))[0]!
    .taken;

describe('completeEngagement', () => {
  it('waits until all work is decided', async () => {
    const { nova, olga, engagementId } = await scene.engaged();
    const { workRecordId } = await scene.work(nova, engagementId);

    const early = await scene.completeEngagement(olga, { engagementId });
    await scene.rejectWork(olga, { workRecordId, reason: 'NOT_DELIVERED', evidence: 'The folder is empty, see the listing.' });
    const later = await scene.completeEngagement(olga, { engagementId });

    expect(expectKind(early, 'WorkUndecided').workRecords).toBe(1);
    expect(later.kind).toBe('CompleteEngagementSuccess');
    expect((await scene.events()).at(-1)!.data).toMatchObject({ unitsAccepted: 0, unitsTotal: 1, minutes: 0 });
    expect(await scene.completeEngagement(olga, { engagementId })).toEqual(later);
  });

  it('keeps the seat: it was used', async () => {
    const { olga, opportunityId, engagementId } = await scene.engaged();

    await scene.completeEngagement(olga, { engagementId });

    expect(await seatsOf(opportunityId)).toBe(1);
  });

  it('is a recruiter’s', async () => {
    const { nova, companyId, engagementId } = await scene.engaged();

    await expect(scene.completeEngagement(nova, { engagementId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(scene.completeEngagement(aMember(companyId, 'FINANCE'), { engagementId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(scene.completeEngagement(aMember(randomUUID()), { engagementId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('endEngagement', () => {
  it('releases the seat and the hours, keeps what is owed, and takes the work of before for 14 days', async () => {
    const { nova, olga, opportunityId, engagementId } = await scene.engaged();
    const { workRecordId } = await scene.work(nova, engagementId, { quantity: 30 });
    await scene.acceptWork(olga, { workRecordId });
    const done = scene.workRequest(engagementId, {
      quantity: 60,
      from: new Date('2026-03-02T05:00:00Z'),
      to: new Date('2026-03-02T06:00:00Z'),
    });

    const ended = await scene.endEngagement(nova, { engagementId, reason: 'I am ill.' });
    const late = await scene.submitWork(nova, done);
    const start = scene.time.clock().toISOString();
    scene.time.advance(DAY);
    const after = await scene.submitWork(nova, scene.workRequest(engagementId));
    scene.time.set(start);

    expect(expectKind(ended, 'EndEngagementSuccess').engagement).toMatchObject({
      ...{ state: 'TERMINATED_EARLY', endedBy: 'CONTRIBUTOR', endReason: 'I am ill.' },
    });
    expect(await seatsOf(opportunityId)).toBe(0);
    expect(await scene.viewObligations(nova, [workRecordId])).toMatchObject([{ amount: { amountMinor: 750n }, state: 'ACCRUED' }]);
    expect(late.kind).toBe('SubmitWorkSuccess');
    expect(expectKind(after, 'WrongState').state).toBe('TERMINATED_EARLY');
    expect(await scene.endEngagement(nova, { engagementId, reason: 'Again' })).toEqual(ended);
  });

  it('can be the company’s, and tells who it was without the words', async () => {
    const { olga, engagementId } = await scene.engaged();

    const result = await scene.endEngagement(olga, { engagementId, reason: 'The project has ended.' });

    expect(expectKind(result, 'EndEngagementSuccess').engagement.endedBy).toBe('COMPANY');
    const event = (await scene.events()).at(-1)!;
    expect(event.data).toMatchObject({ by: 'COMPANY', startedOn: '2026-03-02', terminatedOn: '2026-03-02' });
    expect(JSON.stringify(event)).not.toContain('project');
  });

  it('needs a reason, and a party', async () => {
    const { nova, companyId, engagementId } = await scene.engaged();

    expect((await scene.endEngagement(nova, { engagementId, reason: ' ' })).kind).toBe('InvalidInput');
    await expect(scene.endEngagement(aPerson(), { engagementId, reason: 'No' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(scene.endEngagement(aMember(companyId, 'VIEWER'), { engagementId, reason: 'No' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('onEngagementStarts', () => {
  it('begins a scheduled engagement on its first day', async () => {
    const { nova, engagement, engagementId } = await scene.engaged({ given: { startsOn: '2026-03-05' } });
    const before = (await scene.events()).length;
    scene.time.set('2026-03-05T00:00:00.000Z');
    await scene.fireDeadlines();

    expect(engagement).toMatchObject({ state: 'SCHEDULED', startedAt: null });
    expect(await scene.viewEngagements(nova, [engagementId])).toMatchObject([{ state: 'ACTIVE', startedAt: scene.time.clock() }]);
    expect(await scene.typesSince(before)).toEqual(['engagement.started']);
  });

  it('finds nothing to do where the first work has begun it before', async () => {
    const { nova, engagementId } = await scene.engaged({ given: { startsOn: '2026-03-06' } });
    const early = await scene.submitWork(nova, scene.workRequest(engagementId));
    scene.time.set('2026-03-06T09:00:00.000Z');
    const before = (await scene.events()).length;

    await scene.work(nova, engagementId);
    await scene.fireDeadlines();

    expect(expectKind(early, 'WrongState').state).toBe('SCHEDULED');
    expect(await scene.typesSince(before)).toEqual(expect.arrayContaining(['engagement.started', 'work.submitted']));
    expect(await scene.typesSince(before)).toHaveLength(2);
  });
});
