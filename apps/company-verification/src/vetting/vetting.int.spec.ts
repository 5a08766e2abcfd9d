import { aReviewer } from '@crossing/testkit';
import { allPassed, expectKind, openNetwork, rita, ruben, type Network } from '../spec-network.ts';

describe('vetting', () => {
  let network: Network;
  beforeAll(async () => {
    network = await openNetwork();
  });
  afterAll(() => network.test.drop());

  it('takes two different reviewers before a company’s first publication', async () => {
    const { olga } = await network.verifiedCompany();
    const opportunityId = await network.submitted(olga);

    const first = await network.approve(rita, opportunityId);
    const again = await network.approve(rita, opportunityId);
    const early = await network.app.useCases.publishOpportunity(olga, { opportunityId, revision: 1 });
    const second = await network.approve(ruben, opportunityId);

    expect(first).toMatchObject({ kind: 'SecondReviewNeeded', because: ['FIRST_PUBLICATION'] });
    expect(again).toMatchObject({ kind: 'WrongState', state: 'SUBMITTED' });
    expect(early).toMatchObject({ kind: 'RevisionNotApproved', state: 'SUBMITTED' });
    expect(second.kind).toBe('DecideOpportunitySuccess');
  });

  it('takes one reviewer after that, and two for sensitive content', async () => {
    const { olga } = await network.verifiedCompany();
    await network.published(olga);

    const plain = await network.approve(rita, await network.submitted(olga));
    const sensitive = await network.approve(rita, await network.submitted(olga, { sensitiveContent: ['HATE'] }));

    expect(plain.kind).toBe('DecideOpportunitySuccess');
    expect(sensitive).toMatchObject({ kind: 'SecondReviewNeeded', because: ['SENSITIVE_CONTENT'] });
  });

  it('counts two approvals at once as two', async () => {
    const { olga } = await network.verifiedCompany();
    const opportunityId = await network.submitted(olga);

    const kinds = (await Promise.all([rita, ruben].map((reviewer) => network.approve(reviewer, opportunityId)))).map(({ kind }) => kind);

    expect(kinds.sort()).toEqual(['DecideOpportunitySuccess', 'SecondReviewNeeded']);
  });

  it('needs a second reviewer for pay above the 99th percentile, once there are a hundred to compare with', async () => {
    const { olga } = await network.verifiedCompany();
    for (let n = 0; n < 12; n++) await network.published(olga);
    const few = await network.approve(rita, await network.submitted(olga, { payMax: { amountMinor: 9000n, currency: 'USD' } }));
    await network.test.query(`
      INSERT INTO company_verification.opportunity (opportunity_id, company_id, version, publication, created_at)
        SELECT gen_random_uuid(), company_id, 1, 'UNPUBLISHED', created_at FROM company_verification.opportunity, generate_series(1, 9)
        WHERE publication = 'PUBLISHED';
      INSERT INTO company_verification.opportunity_revision (opportunity_id, revision, company_id, state, terms, floor_minor, floor_policy,
          pay_max_usd_cents, submitted_at)
        SELECT o.opportunity_id, 1, o.company_id, 'APPROVED', r.terms, 0, 'test', 2200, o.created_at FROM company_verification.opportunity o,
          (SELECT terms FROM company_verification.opportunity_revision LIMIT 1) r
        WHERE NOT EXISTS (SELECT 1 FROM company_verification.opportunity_revision x WHERE x.opportunity_id = o.opportunity_id);
      INSERT INTO company_verification.vetting_review
          (review_id, opportunity_id, revision, company_id, reviewer_ref, outcome, findings, reasons, decided_at)
        SELECT gen_random_uuid(), opportunity_id, 1, company_id, gen_random_uuid(), 'APPROVE', '[]', '{}', submitted_at
        FROM company_verification.opportunity_revision WHERE floor_policy = 'test';
      INSERT INTO company_verification.opportunity_approval
          (opportunity_id, revision, company_id, reviewers_needed, first_reviewer, approved_at)
        SELECT opportunity_id, 1, company_id, 1, reviewer_ref, decided_at FROM company_verification.vetting_review v
        WHERE NOT EXISTS (SELECT 1 FROM company_verification.opportunity_approval a WHERE a.opportunity_id = v.opportunity_id)
          AND EXISTS (SELECT 1 FROM company_verification.opportunity_revision r
            WHERE r.opportunity_id = v.opportunity_id AND r.floor_policy = 'test');
      UPDATE company_verification.opportunity o SET publication = 'PUBLISHED', published_revision = 1, published_at = created_at
        WHERE EXISTS (SELECT 1 FROM company_verification.opportunity_revision r
          WHERE r.opportunity_id = o.opportunity_id AND r.floor_policy = 'test');`);

    const same = await network.approve(rita, await network.submitted(olga));
    const more = await network.approve(rita, await network.submitted(olga, { payMax: { amountMinor: 2201n, currency: 'USD' } }));

    expect(few.kind).toBe('DecideOpportunitySuccess');
    expect(same.kind).toBe('DecideOpportunitySuccess');
    expect(more).toMatchObject({ kind: 'SecondReviewNeeded', because: ['PAY_ABOVE_P99'] });
  });

  it('answers each item of the checklist', async () => {
    const { olga } = await network.verifiedCompany();
    const opportunityId = await network.submitted(olga);
    const decide = (findings: typeof allPassed, outcome: 'APPROVE' | 'REJECT' = 'APPROVE', reasons: string[] = []) =>
      network.app.useCases.decideOpportunity(rita, { opportunityId, revision: 1, outcome, findings, reasons });

    const incomplete = await decide(allPassed.slice(1));
    const twice = await decide([...allPassed.slice(1), allPassed[1]!]);
    const failed = await decide(allPassed.map((finding, n) => (n === 0 ? { ...finding, passed: false, note: 'No.' } : finding)));
    const unreasoned = await decide([], 'REJECT');

    const issues = [incomplete, twice, failed, unreasoned].map((result) =>
      expectKind(result, 'InvalidInput').issues.map(({ rule }) => rule),
    );
    expect(issues).toEqual([['complete'], ['unique', 'complete'], ['passed'], ['min-items']]);
  });

  it('is not for members of the company', async () => {
    const { companyId, olga } = await network.verifiedCompany();
    const opportunityId = await network.submitted(olga);

    const member = aReviewer({ companies: [{ id: companyId, role: 'VIEWER' }] });

    expect((await network.approve(member, opportunityId)).kind).toBe('ConflictOfInterest');
  });

  it('asks for changes, which are a new revision', async () => {
    const { olga } = await network.verifiedCompany();
    const opportunityId = await network.submitted(olga);
    const findings = [{ item: 'PAY_MODEL_CLEAR', passed: false, note: 'Per what?' }] as const;
    const verdict = { outcome: 'REQUEST_CHANGES', findings, reasons: ['Say what a piece is.'] } as const;

    const asked = await network.app.useCases.decideOpportunity(rita, { opportunityId, revision: 1, ...verdict });
    const late = await network.approve(ruben, opportunityId);
    await network.draft(olga, { title: 'Swahili labels, by the hour' }, opportunityId);
    const submitted = await network.app.useCases.submitOpportunity(olga, { opportunityId, revision: 2 });

    expect(asked.kind).toBe('DecideOpportunitySuccess');
    expect(late).toMatchObject({ kind: 'WrongState', state: 'CHANGES_REQUESTED' });
    expect(submitted.kind).toBe('SubmitOpportunitySuccess');
  });

  it('lists what awaits a reviewer, without what they have judged or may not', async () => {
    const { companyId, olga } = await network.verifiedCompany();
    const opportunityId = await network.submitted(olga);
    const list = async (reviewer = aReviewer()) => {
      const { edges } = await network.app.useCases.listOpportunitiesAwaitingVetting(reviewer, { first: 100, after: null });
      return edges.map(({ node }) => node.opportunityId).includes(opportunityId);
    };
    const before = await list(rita);
    await network.approve(rita, opportunityId);

    const seen = [before, await list(rita), await list(ruben), await list(aReviewer({ companies: [{ id: companyId, role: 'FINANCE' }] }))];

    expect(seen).toEqual([true, false, true, false]);
  });
});
