import { randomUUID } from 'node:crypto';
import { DAY, MINUTE } from '@crossing/kernel';
import { aPerson } from '@crossing/testkit';
import { aMember, expectKind } from '../spec-matching.ts';
import { openScene, type Scene } from '../spec-scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

const at = (time: string, day = '2026-03-02') => new Date(`${day}T${time}:00.000Z`);
const rulesOf = (result: Awaited<ReturnType<Scene['submitWork']>>) => expectKind(result, 'InvalidInput').issues.map(({ rule }) => rule);

describe('submitWork', () => {
  it('counts as accepted in 14 days', async () => {
    const { nova, engagementId } = await scene.engaged();

    const work = await scene.work(nova, engagementId, { note: '  Clips 1 to 40 ' });

    expect(work).toMatchObject({ state: 'SUBMITTED', quantity: 90, note: 'Clips 1 to 40' });
    expect(work.autoAcceptsAt).toEqual(new Date(scene.time.clock().getTime() + 14 * DAY));
    expect(await scene.viewWorkRecords(nova, [work.workRecordId])).toEqual([work]);
  });

  it('has one effect for ten requests with the same key, and refuses the key for another body', async () => {
    const { nova, engagementId } = await scene.engaged();
    const request = scene.workRequest(engagementId, { idempotencyKey: 'work-1' });

    const results = await Promise.all(Array.from({ length: 10 }, () => scene.submitWork(nova, request)));

    expect(new Set(results.map((result) => expectKind(result, 'SubmitWorkSuccess').workRecord.workRecordId)).size).toBe(1);
    await expect(scene.submitWork(nova, { ...request, quantity: 80 })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });

  it.each([
    ['ends before it begins', { from: at('08:00'), to: at('07:00'), quantity: 1 }, ['order', 'within']],
    ['ends in the future', { from: at('08:00'), to: at('09:01'), quantity: 1 }, ['not-future']],
    ['begins before the engagement', { from: at('09:00', '2026-03-01'), to: at('10:00', '2026-03-01'), quantity: 60 }, ['after-start']],
    ['is longer than its time', { from: at('08:00'), to: at('09:00'), quantity: 61 }, ['within']],
    ['is nothing', { quantity: 0 }, ['range']],
    ['is huge', { quantity: 2 ** 31 }, ['range', 'within', 'weekly-cap']],
    ['is of a kind that the terms do not pay', { kind: 'UNIT', quantity: 1 } as const, ['pay-model']],
  ])('says what is wrong with work that %s', async (_what, given, rules) => {
    const { nova, engagementId } = await scene.engaged();

    expect(rulesOf(await scene.submitWork(nova, scene.workRequest(engagementId, given)))).toEqual(rules);
  });

  it('takes no time twice, also when it is submitted at once', async () => {
    const { nova, engagementId } = await scene.engaged();

    const results = await Promise.all(Array.from({ length: 5 }, () => scene.submitWork(nova, scene.workRequest(engagementId))));

    expect(results.filter(({ kind }) => kind === 'SubmitWorkSuccess')).toHaveLength(1);
    expect(rulesOf(results.find(({ kind }) => kind === 'InvalidInput')!)).toEqual(['overlap']);
  });

  it('takes the time again that was rejected', async () => {
    const { nova, olga, engagementId } = await scene.engaged();
    const { workRecordId } = await scene.work(nova, engagementId);
    await scene.rejectWork(olga, { workRecordId, reason: 'NOT_DELIVERED', evidence: 'The folder is empty, see the listing.' });

    expect((await scene.submitWork(nova, scene.workRequest(engagementId))).kind).toBe('SubmitWorkSuccess');
  });

  it('keeps the week under the cap of the terms', async () => {
    const { nova, engagementId } = await scene.engaged({ given: { weeklyHoursCap: 1 } });

    const result = await scene.submitWork(nova, scene.workRequest(engagementId, { quantity: 61 }));

    expect(expectKind(result, 'InvalidInput').issues).toMatchObject([{ path: 'quantity', rule: 'weekly-cap' }]);
  });

  it('knows nothing of another’s engagement', async () => {
    const { olga, engagementId } = await scene.engaged();

    await expect(scene.submitWork(olga, scene.workRequest(engagementId))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(scene.submitWork(aPerson(), scene.workRequest(engagementId))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(scene.submitWork(aPerson(), scene.workRequest(randomUUID()))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('pays by the piece, and for the whole of work at a fixed price once', async () => {
    const perUnit = { payModel: 'PER_UNIT', estimatedMinutesPerUnit: 5, payMin: { amountMinor: '100', currency: 'USD' } } as const;
    const pieces = await scene.engaged({ work: perUnit, given: { pay: { amountMinor: 125n, currency: 'USD' } } });
    const whole = await scene.engaged({ work: { payModel: 'FIXED' }, given: { pay: { amountMinor: 40_000n, currency: 'USD' } } });

    const [first, second] = [
      await scene.work(pieces.nova, pieces.engagementId, { kind: 'UNIT', quantity: 33 }),
      await scene.work(whole.nova, whole.engagementId, { kind: 'UNIT', quantity: 1 }),
    ];
    await scene.acceptWork(pieces.olga, first);
    await scene.acceptWork(whole.olga, second);
    const twice = await scene.submitWork(whole.nova, scene.workRequest(whole.engagementId, { kind: 'UNIT', quantity: 1 }));

    expect(await scene.viewObligations(pieces.nova, [first.workRecordId])).toMatchObject([{ amount: { amountMinor: 4125n } }]);
    expect(await scene.viewObligations(whole.nova, [second.workRecordId])).toMatchObject([{ amount: { amountMinor: 40_000n } }]);
    expect(rulesOf(twice)).toEqual(['fixed-once']);
  });
});

describe('acceptWork', () => {
  it('makes one debt, however often and by how many it is accepted', async () => {
    const { nova, olga, engagementId } = await scene.engaged();
    const { workRecordId } = await scene.work(nova, engagementId);
    const before = (await scene.events()).length;

    const results = await Promise.all(Array.from({ length: 10 }, () => scene.acceptWork(olga, { workRecordId })));

    for (const result of results) expect(expectKind(result, 'AcceptWorkSuccess').workRecord.state).toBe('ACCEPTED');
    expect(await scene.typesSince(before)).toEqual(['work.accepted', 'obligation.accrued']);
  });

  it('takes no work that was rejected', async () => {
    const { nova, olga, engagementId } = await scene.engaged();
    const { workRecordId } = await scene.work(nova, engagementId);
    await scene.rejectWork(olga, { workRecordId, reason: 'NOT_DELIVERED', evidence: 'The folder is empty, see the listing.' });

    expect(await scene.acceptWork(olga, { workRecordId })).toMatchObject({ kind: 'WrongState', state: 'REJECTED' });
  });

  it('is a recruiter’s, and final', async () => {
    const { nova, olga, companyId, engagementId } = await scene.engaged();
    const { workRecordId } = await scene.work(nova, engagementId);

    await expect(scene.acceptWork(nova, { workRecordId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(scene.acceptWork(aMember(randomUUID()), { workRecordId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(scene.acceptWork(aMember(companyId, 'FINANCE'), { workRecordId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await scene.acceptWork(olga, { workRecordId });
    const late = await scene.rejectWork(olga, { workRecordId, reason: 'BAD_FAITH_SPAM', evidence: 'It is all the same sentence.' });
    expect(expectKind(late, 'WrongState').state).toBe('ACCEPTED');
  });
});

describe('queryWork and rejectWork', () => {
  it('ask once, and give the company 14 more days', async () => {
    const { nova, olga, engagementId } = await scene.engaged();
    const { workRecordId } = await scene.work(nova, engagementId);

    const queried = await scene.queryWork(olga, { workRecordId, note: 'Which clips were these?' });
    const again = await scene.queryWork(olga, { workRecordId, note: 'And which others?' });

    expect(expectKind(queried, 'QueryWorkSuccess').workRecord).toMatchObject({ state: 'QUERIED', queryNote: 'Which clips were these?' });
    expect(expectKind(again, 'WrongState').state).toBe('QUERIED');
    expect((await scene.queryWork(olga, { workRecordId, note: '' })).kind).toBe('InvalidInput');
  });

  it('reject with evidence for a reason of the list, of which low quality is none', async () => {
    const { nova, olga, engagementId } = await scene.engaged();
    const { workRecordId } = await scene.work(nova, engagementId);
    const low = scene.test.query(
      `UPDATE matching.work_record SET state = 'REJECTED', rejection_reason = 'LOW_QUALITY', rejection_evidence = 'x' WHERE work_record_id = $1`,
      [workRecordId],
    );

    await expect(low).rejects.toMatchObject({ constraint: 'work_record_rejection_reason_check' });
    expect((await scene.rejectWork(olga, { workRecordId, reason: 'FRAUDULENT_TIME', evidence: 'Trust me.' })).kind).toBe('InvalidInput');
    const evidence = 'The log of the tool shows no activity.';
    const result = await scene.rejectWork(olga, { workRecordId, reason: 'FRAUDULENT_TIME', evidence });
    expect(expectKind(result, 'RejectWorkSuccess').workRecord).toMatchObject({ state: 'REJECTED', rejectionEvidence: evidence });
    expect(await scene.viewObligations(nova, [workRecordId])).toEqual([]);
  });
});

describe('onWorkAutoAccepts and onObligationDue', () => {
  it('accept by silence, owe from that day, and fall due after the terms', async () => {
    const { nova, olga, engagementId } = await scene.engaged();
    const { workRecordId, autoAcceptsAt } = await scene.work(nova, engagementId);
    const before = (await scene.events()).length;
    scene.time.advance(14 * DAY - MINUTE);
    await scene.fireDeadlines();
    expect(await scene.typesSince(before)).toEqual([]);

    scene.time.advance(3 * MINUTE);
    const late = await scene.rejectWork(olga, { workRecordId, reason: 'FRAUDULENT_TIME', evidence: 'The log of the tool shows nothing.' });
    await scene.fireDeadlines();

    expect(expectKind(late, 'WrongState').state).toBe('AUTO_ACCEPTED');
    const [obligation] = await scene.viewObligations(nova, [workRecordId]);
    expect(obligation).toMatchObject({ state: 'ACCRUED', dueAt: new Date(autoAcceptsAt.getTime() + 14 * DAY) });
    scene.time.advance(14 * DAY);
    await scene.fireDeadlines();
    expect(await scene.viewObligations(olga, [workRecordId])).toMatchObject([{ state: 'DUE' }]);
    const own = (await scene.events())
      .slice(before)
      .filter(({ key, data }) => key === workRecordId || data?.['workRecordId'] === workRecordId);
    expect(own.map(({ type }) => type)).toEqual([
      'matching.work.auto-accepted.v1',
      'matching.obligation.accrued.v1',
      'matching.obligation.due.v1',
    ]);
  });
});
