import { randomUUID } from 'node:crypto';
import { constraintOf, sqlOf, withPrincipal } from '@crossing/runtime';
import { principalOf, type Person } from '@crossing/subgraph';
import { expectKind, openNetwork, rita, ruben, type Network } from '../spec-network.ts';

describe('the promises, by SQL past every use case', () => {
  let network: Network;
  beforeAll(async () => {
    network = await openNetwork();
  });
  afterAll(() => network.test.drop());

  /** The name of the constraint that refuses the statement to the app role; null when it goes through. */
  async function refusedAs(caller: Person, text: string, ...values: unknown[]): Promise<string | null> {
    try {
      await withPrincipal(network.test.database, principalOf(caller), (manager) => sqlOf(manager).query(text, values));
      return null;
    } catch (error) {
      return constraintOf(error) ?? (error as Error).message;
    }
  }
  const PUBLISH = `UPDATE opportunity SET publication = 'PUBLISHED', published_revision = 1, published_at = '2026-03-02' WHERE opportunity_id = $1`;
  const REVIEW = `INSERT INTO vetting_review (review_id, opportunity_id, revision, company_id, reviewer_ref, outcome, findings, reasons, decided_at)
    VALUES (gen_random_uuid(), $1, 1, $2, $3, 'APPROVE', '[]', '{}', '2026-03-02')`;
  const APPROVE = `INSERT INTO opportunity_approval
    (opportunity_id, revision, company_id, reviewers_needed, first_reviewer, second_reviewer, approved_at)
    VALUES ($1, 1, $2, $3, $4, $5, '2026-03-02')`;

  it('3: nothing is published without an approval of that revision', async () => {
    const { olga } = await network.verifiedCompany();
    const opportunityId = await network.submitted(olga);

    expect(await refusedAs(olga, PUBLISH, opportunityId)).toBe('i1_approved_revision');
  });

  it('2: nothing is published under a company that may not publish', async () => {
    const { companyId, olga, version } = await network.verifiedCompany();
    const opportunityId = await network.approved(olga);
    await network.app.useCases.suspendCompany(rita, { companyId, expectedVersion: version, reason: 'Seen.' });

    expect(await refusedAs(olga, PUBLISH, opportunityId)).toBe('i2_verified_company');
  });

  it('2: no company falls and leaves its opportunities in the open', async () => {
    const { companyId, olga } = await network.verifiedCompany();
    await network.published(olga);

    const suspend = `UPDATE company SET state = 'SUSPENDED' WHERE company_id = $1`;
    const noEnd = `UPDATE company SET verified_until = NULL WHERE company_id = $1`;

    expect(await refusedAs(rita, suspend, companyId)).toBe('i2_verified_company');
    expect(await refusedAs(rita, noEnd, companyId)).toBe('verified_has_an_end');
  });

  it('3: submitted terms stand still', async () => {
    const { olga } = await network.verifiedCompany();
    const opportunityId = await network.submitted(olga);
    const change = (set: string) => refusedAs(olga, `UPDATE opportunity_revision SET ${set} WHERE opportunity_id = $1`, opportunityId);

    const refused = [
      await change(`terms = jsonb_set(terms, '{seats}', '99')`),
      await change(`second_review_because = '{}'`),
      await change(`floor_minor = 0`),
      await change(`state = 'DRAFT', submitted_at = NULL`),
    ];

    expect(refused).toEqual(Array(4).fill('submitted_terms_are_immutable'));
  });

  it('3: one reviewer never counts twice, and nobody reviews for another or for their own company', async () => {
    const { companyId, olga } = await network.verifiedCompany();
    const opportunityId = await network.submitted(olga);
    const of = [opportunityId, companyId];
    await network.approve(rita, opportunityId);
    const member = { ...rita, subject: randomUUID(), companies: [{ id: companyId, role: 'VIEWER' as const }] };

    const refused = [
      await refusedAs(rita, REVIEW, ...of, rita.subject),
      await refusedAs(rita, REVIEW, ...of, ruben.subject),
      await refusedAs(member, REVIEW, ...of, member.subject),
      await refusedAs(olga, REVIEW, ...of, olga.subject),
      await refusedAs(rita, APPROVE, ...of, 2, rita.subject, rita.subject),
      await refusedAs(rita, APPROVE, ...of, 2, rita.subject, ruben.subject),
      await refusedAs(rita, APPROVE, ...of, 2, rita.subject, null),
      await refusedAs(rita, APPROVE, ...of, 1, rita.subject, null),
      await refusedAs(olga, APPROVE, ...of, 1, rita.subject, null),
    ];

    const byPolicy = (table: string) => expect.stringContaining(`row-level security policy for table "${table}"`);
    expect(refused).toEqual([
      'one_review_per_reviewer',
      byPolicy('vetting_review'),
      byPolicy('vetting_review'),
      byPolicy('vetting_review'),
      'reviewers_are_distinct',
      'second_reviewer_approved',
      'quorum_is_met',
      'approval_quorum',
      byPolicy('opportunity_approval'),
    ]);
  });

  it('3: an approval is taken over by nothing but another title, from what reviewers have read', async () => {
    const { companyId, olga } = await network.verifiedCompany();
    const opportunityId = await network.published(olga);
    await network.draft(olga, { seats: 9 }, opportunityId);
    await network.app.useCases.submitOpportunity(olga, { opportunityId, revision: 2 });
    const other = await network.draft(olga);
    const copy = (caller: Person, id: string, from: number | null) =>
      refusedAs(
        caller,
        `INSERT INTO opportunity_approval
           (opportunity_id, revision, company_id, reviewers_needed, first_reviewer, second_reviewer, approved_at, copied_from)
         VALUES ($1, 2, $2, 1, $3, NULL, '2026-03-02', $4)`,
        ...[id, companyId, rita.subject, from],
      );

    expect(await copy(olga, opportunityId, 1)).toBe('copied_approval_is_non_material');
    expect(await copy(rita, opportunityId, 1)).toBe('copied_approval_is_non_material');
    expect(await copy(olga, other, 1)).toBe('copied_approval_is_non_material');
    expect(await copy(olga, opportunityId, 2)).toBe('copied_from_an_earlier_one');
    expect(await copy(olga, opportunityId, null)).toContain('row-level security policy for table "opportunity_approval"');
  });

  it('3: no approval is taken over from one that was itself taken over', async () => {
    const { companyId, olga } = await network.verifiedCompany();
    const opportunityId = await network.published(olga);
    for (const [n, title] of ['Swahili spech transcription labels', 'A title that nobody has read'].entries()) {
      await network.draft(olga, { title }, opportunityId);
      await network.app.useCases.submitOpportunity(olga, { opportunityId, revision: n + 2 });
    }
    const copy = `INSERT INTO opportunity_approval
        (opportunity_id, revision, company_id, reviewers_needed, first_reviewer, second_reviewer, approved_at, copied_from)
      VALUES ($1, 3, $2, 1, $3, NULL, '2026-03-02', 2)`;

    expect(await refusedAs(olga, copy, opportunityId, companyId, rita.subject)).toBe('first_reviewer_approved');
  });

  it('3: a draft is not reviewed, and no review or approval is changed or taken back', async () => {
    const { companyId, olga } = await network.verifiedCompany();
    const [drafted, opportunityId] = [await network.draft(olga), await network.approved(olga)];

    const refused = [
      await refusedAs(rita, REVIEW, drafted, companyId, rita.subject),
      await refusedAs(rita, `UPDATE vetting_review SET outcome = 'APPROVE'`),
      await refusedAs(rita, 'DELETE FROM opportunity_approval WHERE opportunity_id = $1', opportunityId),
    ];

    expect(refused).toEqual([
      'review_of_submitted_revision',
      'permission denied for table vetting_review',
      'permission denied for table opportunity_approval',
    ]);
  });

  it('pay is never below the floor, nor a sensitive revision submitted for one reviewer', async () => {
    const { olga } = await network.verifiedCompany();
    await network.published(olga);
    const opportunityId = await network.draft(olga, { sensitiveContent: ['CBRN'] });
    const change = (set: string) => refusedAs(olga, `UPDATE opportunity_revision SET ${set} WHERE opportunity_id = $1`, opportunityId);

    expect(await change('pay_min_hourly = floor_minor - 1')).toBe('pay_at_or_above_floor');
    expect(await change(`state = 'SUBMITTED', submitted_at = '2026-03-02'`)).toBe('sensitive_needs_two');
  });

  it('2: no member verifies their own company, reviewer or not', async () => {
    const { companyId, olga } = await network.submittedCompany();
    const member = { ...rita, companies: [{ id: companyId, role: 'VIEWER' as const }] };
    const verify = `UPDATE company SET state = 'VERIFIED', verified_at = '2026-03-02', verified_until = '2099-01-01' WHERE company_id = $1`;

    const refused = [await refusedAs(olga, verify, companyId), await refusedAs(member, verify, companyId)];

    expect(refused).toEqual(Array(2).fill(expect.stringContaining('row-level security policy for table "company"')));
  });

  it('3: a first revision is not submitted for one reviewer', async () => {
    const { olga } = await network.verifiedCompany();
    const opportunityId = await network.draft(olga);
    const submit = `UPDATE opportunity_revision SET state = 'SUBMITTED', submitted_at = '2026-03-02' WHERE opportunity_id = $1`;

    expect(await refusedAs(olga, submit, opportunityId)).toBe('first_publication_needs_two');
  });

  it('1: no ledger entry has another payer than a company', async () => {
    const { companyId } = await network.verifiedCompany();
    const insert = network.test.query(
      `INSERT INTO company_verification.ledger_entry (entry_id, payer_type, company_id, kind, amount_minor, currency, posted_at)
       VALUES (gen_random_uuid(), 'CONTRIBUTOR', $1, 'CREDIT', 1, 'USD', '2026-03-02')`,
      [companyId],
    );

    await expect(insert).rejects.toMatchObject({ constraint: 'company_pays' });
  });

  it('publishing and suspending at once never leaves the one under the other', async () => {
    const outcomes: Record<string, number> = {};
    for (let round = 0; round < 40; round++) {
      const { companyId, olga, version } = await network.verifiedCompany();
      const opportunityId = await network.approved(olga);
      const pause = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 6));
      const [published, suspended] = await Promise.all([
        pause().then(() => network.app.useCases.publishOpportunity(olga, { opportunityId, revision: 1 })),
        pause().then(() => network.app.useCases.suspendCompany(rita, { companyId, expectedVersion: version, reason: 'Seen.' })),
      ]);
      const rows = await network.test.query<{ publication: string }>(
        'SELECT publication FROM company_verification.opportunity WHERE opportunity_id = $1',
        [opportunityId],
      );

      const { heldOpportunities } = expectKind(suspended, 'SuspendCompanySuccess');
      const outcome = `${published.kind}, ${heldOpportunities} held: ${rows[0]!.publication}`;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }

    const allowed = ['PublishOpportunitySuccess, 1 held: HELD', 'CompanyNotVerified, 0 held: UNPUBLISHED'];
    expect(Object.keys(outcomes).filter((outcome) => !allowed.includes(outcome))).toEqual([]);
  });
});
