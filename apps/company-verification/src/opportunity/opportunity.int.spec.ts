import { randomUUID } from 'node:crypto';
import { aMember, expectKind, openNetwork, rita, terms, type Network } from '../spec-network.ts';

describe('opportunity', () => {
  let network: Network;
  beforeAll(async () => {
    network = await openNetwork();
  });
  afterAll(() => network.test.drop());

  describe('draftOpportunity', () => {
    const request = (companyId: string, idempotencyKey: string | null, opportunityId: string | null = null) => {
      return { companyId, opportunityId, expectedVersion: null, terms, idempotencyKey };
    };

    it('has one effect for one key, ten at a time', async () => {
      const { companyId, olga } = await network.verifiedCompany();
      const draft = network.app.useCases.draftOpportunity;

      const results = await Promise.all(Array.from({ length: 10 }, () => draft(olga, request(companyId, 'key-1'))));
      const other = draft(olga, { ...request(companyId, 'key-1'), terms: { ...terms, seats: 3 } });

      const ids = results.map((result) => expectKind(result, 'DraftOpportunitySuccess').opportunity.opportunityId);
      expect(new Set(ids).size).toBe(1);
      await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    });

    it('replaces a draft, and drafts the next revision after a submitted one was decided', async () => {
      const { companyId, olga } = await network.verifiedCompany();
      const opportunityId = await network.draft(olga);
      const draft = (expectedVersion: number | null) =>
        network.app.useCases.draftOpportunity(olga, { ...request(companyId, null, opportunityId), expectedVersion });
      const revisions = () =>
        network.test.query('SELECT revision, state FROM company_verification.opportunity_revision WHERE opportunity_id = $1 ORDER BY 1', [
          opportunityId,
        ]);

      const [replaced, stale] = [await draft(1), await draft(1)];
      const afterReplacing = await revisions();
      await network.app.useCases.submitOpportunity(olga, { opportunityId, revision: 1 });
      const whileSubmitted = await draft(null);
      await network.approve(rita, opportunityId);
      await network.app.useCases.decideOpportunity(
        { ...rita, subject: randomUUID() },
        {
          ...{ opportunityId, revision: 1, outcome: 'REJECT', findings: [], reasons: ['No.'] },
        },
      );
      await draft(null);

      expect([replaced.kind, stale.kind]).toEqual(['DraftOpportunitySuccess', 'VersionConflict']);
      expect(afterReplacing).toEqual([{ revision: 1, state: 'DRAFT' }]);
      expect(whileSubmitted).toMatchObject({ kind: 'WrongState', state: 'SUBMITTED' });
      expect(await revisions()).toEqual([
        { revision: 1, state: 'REJECTED' },
        { revision: 2, state: 'DRAFT' },
      ]);
    });

    it('is for recruiters, of the company whose opportunity it is', async () => {
      const [one, two] = [await network.verifiedCompany(), await network.verifiedCompany()];
      const opportunityId = await network.draft(one.olga);
      const draft = network.app.useCases.draftOpportunity;

      await expect(draft(aMember(one.companyId, 'FINANCE'), request(one.companyId, null))).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(draft(two.olga, request(two.companyId, null, opportunityId))).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(draft(rita, request(one.companyId, null))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  describe('submitOpportunity', () => {
    it('judges by the day on which it is submitted, and answers success when it was done before', async () => {
      const { olga } = await network.verifiedCompany();
      const opportunityId = await network.draft(olga);
      const submit = () => network.app.useCases.submitOpportunity(olga, { opportunityId, revision: 1 });

      network.time.advance(2 * 86_400_000);
      const late = await submit();
      const other = await network.draft(olga);
      const results = [1, 2].map(() => network.app.useCases.submitOpportunity(olga, { opportunityId: other, revision: 1 }));

      expect(expectKind(late, 'InvalidInput').issues).toMatchObject([{ path: 'terms.startsOn' }]);
      expect((await Promise.all(results)).map(({ kind }) => kind)).toEqual(Array(2).fill('SubmitOpportunitySuccess'));
      await expect(network.app.useCases.submitOpportunity(olga, { opportunityId: other, revision: 7 })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    });
  });

  describe('publishOpportunity', () => {
    const publish = (olga: ReturnType<typeof aMember>, opportunityId: string, revision: number) =>
      network.app.useCases.publishOpportunity(olga, { opportunityId, revision });

    it('tells a fact and the state, with what matching needs and no text', async () => {
      const { companyId, olga, verifiedUntil } = await network.verifiedCompany();
      const opportunityId = await network.approved(olga);
      const before = (await network.events()).length;

      await publish(olga, opportunityId, 1);
      await publish(olga, opportunityId, 1);

      const [fact, state, ...rest] = (await network.events()).slice(before);
      expect(fact).toMatchObject({ type: 'company-verification.opportunity.published.v1', key: opportunityId });
      expect(state).toMatchObject({
        type: 'company-verification.opportunity.state.v1',
        data: {
          ...{
            opportunityId,
            companyId,
            publication: 'PUBLISHED',
            revision: 1,
            version: 2,
            companyVerifiedUntil: verifiedUntil.toISOString(),
          },
          terms: { payMin: { amountMinor: '1600', currency: 'USD' }, requirements: [{ key: 'c1' }, { key: 'c2' }] },
        },
      });
      expect(JSON.stringify(state)).not.toContain(terms.summary);
      expect(rest).toEqual([]);
    });

    it('puts revision n + 1 in the place of n, which stayed in the open until then', async () => {
      const { olga } = await network.verifiedCompany();
      const opportunityId = await network.published(olga);
      await network.draft(olga, { seats: 5 }, opportunityId);
      await network.app.useCases.submitOpportunity(olga, { opportunityId, revision: 2 });
      const early = await publish(olga, opportunityId, 2);
      await network.approve(rita, opportunityId, 2);

      const results = [await publish(olga, opportunityId, 2), await publish(olga, opportunityId, 1)];

      expect(early).toMatchObject({ kind: 'RevisionNotApproved', state: 'SUBMITTED' });
      expect(results).toMatchObject([
        { kind: 'PublishOpportunitySuccess', opportunity: { publishedRevision: 2, publication: 'PUBLISHED' } },
        { kind: 'RevisionNotApproved', state: 'SUPERSEDED' },
      ]);
    });

    it('is refused when the verification has run out, though no deadline has fired', async () => {
      const { olga } = await network.verifiedCompany({}, 5);
      const opportunityId = await network.approved(olga);
      network.time.advance(5 * 86_400_000);

      expect(await publish(olga, opportunityId, 1)).toMatchObject({ kind: 'CompanyNotVerified', state: 'EXPIRED' });
    });

    it('is refused after the last day for applications', async () => {
      const { olga } = await network.verifiedCompany();
      const today = network.time.clock().toISOString().slice(0, 10);
      const opportunityId = await network.approved(olga, { applyBy: today });
      network.time.advance(86_400_000);

      expect((await publish(olga, opportunityId, 1)).kind).toBe('WrongState');
    });
  });

  it('pauses, resumes and closes; each of them twice is the same as once', async () => {
    const { olga } = await network.verifiedCompany();
    const opportunityId = await network.published(olga);
    const { pauseOpportunity, resumeOpportunity, closeOpportunity } = network.app.useCases;
    const before = (await network.events()).length;

    const kinds = [];
    for (const act of [pauseOpportunity, resumeOpportunity, closeOpportunity])
      for (let n = 0; n < 2; n++) kinds.push((await act(olga, { opportunityId })).kind);
    const reopened = await resumeOpportunity(olga, { opportunityId });

    expect(kinds).toEqual(['Pause', 'Pause', 'Resume', 'Resume', 'Close', 'Close'].map((act) => `${act}OpportunitySuccess`));
    expect(reopened).toMatchObject({ kind: 'WrongState', state: 'CLOSED' });
    expect((await network.typesSince(before)).filter((type) => !type.includes('.state.'))).toEqual(
      ['paused', 'resumed', 'closed'].map((event) => `company-verification.opportunity.${event}.v1`),
    );
    await expect(pauseOpportunity(rita, { opportunityId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('does not pause what is not open, nor close what has ended by itself', async () => {
    const { olga } = await network.verifiedCompany();
    const today = network.time.clock().toISOString().slice(0, 10);
    const [drafted, ended] = [await network.draft(olga), await network.published(olga, { applyBy: today })];
    const { pauseOpportunity, closeOpportunity } = network.app.useCases;
    network.time.advance(86_400_000);
    await network.fireDeadlines();

    expect(await pauseOpportunity(olga, { opportunityId: drafted })).toMatchObject({ kind: 'WrongState', state: 'UNPUBLISHED' });
    expect(await closeOpportunity(olga, { opportunityId: ended })).toMatchObject({ kind: 'WrongState', state: 'EXPIRED' });
  });
});
