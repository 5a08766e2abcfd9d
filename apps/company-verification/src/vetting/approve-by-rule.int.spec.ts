import { expectKind, openNetwork, rita, ruben, terms, type Network } from '../spec-network.ts';

describe('approval by the rule non-material', () => {
  let network: Network;
  beforeAll(async () => {
    network = await openNetwork();
  });
  afterAll(() => network.test.drop());

  const mended = 'Swahili speech transcription lables';
  const submit = (olga: Parameters<Network['draft']>[0], opportunityId: string, revision: number) =>
    network.app.useCases.submitOpportunity(olga, { opportunityId, revision });
  const publish = (olga: Parameters<Network['draft']>[0], opportunityId: string, revision: number) =>
    network.app.useCases.publishOpportunity(olga, { opportunityId, revision });
  const approvalsOf = (opportunityId: string) =>
    network.test.query(
      `SELECT revision, copied_from, reviewers_needed FROM company_verification.opportunity_approval
       WHERE opportunity_id = $1 ORDER BY revision`,
      [opportunityId],
    );

  it('approves a mended typo at once, and the company publishes it in place of what reviewers read', async () => {
    const { olga } = await network.verifiedCompany();
    const opportunityId = await network.published(olga);
    await network.draft(olga, { title: mended }, opportunityId);
    const before = (await network.events()).length;

    expect((await submit(olga, opportunityId, 2)).kind).toBe('SubmitOpportunitySuccess');
    expect((await publish(olga, opportunityId, 2)).kind).toBe('PublishOpportunitySuccess');

    expect((await network.typesSince(before)).map((type) => type.split('.')[2])).toEqual(['submitted', 'approved', 'published', 'state']);
    expect((await network.events()).at(-1)!.data).toMatchObject({ revision: 2, title: mended });
    expect(await approvalsOf(opportunityId)).toEqual([
      { revision: 1, copied_from: null, reviewers_needed: 2 },
      { revision: 2, copied_from: 1, reviewers_needed: 1 },
    ]);
  });

  it('answers a repeated submission with its effect, which it has once', async () => {
    const { olga } = await network.verifiedCompany();
    const opportunityId = await network.published(olga);
    await network.draft(olga, { title: mended }, opportunityId);

    const results = await Promise.all([1, 2, 3].map(() => submit(olga, opportunityId, 2)));

    expect(results.map(({ kind }) => kind)).toEqual(Array(3).fill('SubmitOpportunitySuccess'));
    expect(await approvalsOf(opportunityId)).toHaveLength(2);
    expect(await submit(olga, opportunityId, 1)).toMatchObject({ kind: 'WrongState', state: 'APPROVED' });
  });

  it('measures typos by what reviewers read, so that many small ones do not add up', async () => {
    const { olga } = await network.verifiedCompany();
    const opportunityId = await network.published(olga);
    await network.draft(olga, { title: 'swahili spech transcription labels' }, opportunityId);
    await submit(olga, opportunityId, 2);
    expectKind(await publish(olga, opportunityId, 2), 'PublishOpportunitySuccess');

    await network.draft(olga, { title: 'swahili spech transcriptions labels' }, opportunityId);
    await submit(olga, opportunityId, 3);
    expect(await publish(olga, opportunityId, 3)).toMatchObject({ kind: 'RevisionNotApproved', state: 'SUBMITTED' });
    expect((await network.approve(rita, opportunityId, 3)).kind).toBe('DecideOpportunitySuccess');

    await network.draft(olga, { title: 'swahili speech transcriptions label' }, opportunityId);
    await submit(olga, opportunityId, 4);
    expect((await publish(olga, opportunityId, 4)).kind).toBe('PublishOpportunitySuccess');
    expect((await approvalsOf(opportunityId)).at(-1)).toMatchObject({ revision: 4, copied_from: 3 });
  });

  it('leaves everything else to reviewers, and what nobody has approved', async () => {
    const { olga } = await network.verifiedCompany();
    const opportunityId = await network.published(olga);
    await network.draft(olga, { title: mended, seats: terms.seats + 1 }, opportunityId);
    const rejected = await network.submitted(olga);
    const verdict = { outcome: 'REQUEST_CHANGES', findings: [], reasons: ['Mend the title.'] } as const;
    await network.app.useCases.decideOpportunity(rita, { opportunityId: rejected, revision: 1, ...verdict });
    await network.draft(olga, { title: mended }, rejected);

    for (const id of [opportunityId, rejected]) {
      await submit(olga, id, 2);
      expect(await publish(olga, id, 2)).toMatchObject({ kind: 'RevisionNotApproved', state: 'SUBMITTED' });
    }
  });

  it('asks for as many readers as the revision needs today, who have read the earlier one', async () => {
    const { olga } = await network.verifiedCompany();
    const opportunityId = await network.approved(olga);
    await network.draft(olga, { title: mended }, opportunityId);
    await submit(olga, opportunityId, 2);

    expect((await approvalsOf(opportunityId)).at(-1)).toEqual({ revision: 2, copied_from: 1, reviewers_needed: 2 });
    expect(await network.approve(ruben, opportunityId, 2)).toMatchObject({ kind: 'WrongState', state: 'APPROVED' });
  });
});
