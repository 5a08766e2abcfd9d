import { randomUUID } from 'node:crypto';
import { canonicalJson } from '@crossing/kernel';
import { Refusal } from '@crossing/subgraph';
import { anonymous, aPerson } from '@crossing/testkit';
import { hashOf } from '../eligibility/hash-of.ts';
import { decide } from '../eligibility/decide.ts';
import { aMember, expectKind, terms } from '../spec-matching.ts';
import { openScene, type Scene } from '../spec-scene.ts';
import { snapshotFrom } from './decision-record.ts';

const once = { revision: 1, note: null, idempotencyKey: null };

describe('applyToOpportunity', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene.close());

  it('keeps the decision with everything it depends on, so that deciding again gives the same bytes (M6)', async () => {
    const { opportunityId } = await scene.anOpportunity();
    const nova = await scene.aContributor();
    await scene.setWorkPreferences(nova, { hoursPerWeek: { min: 0, max: 20 }, minHourly: { amountMinor: 900n, currency: 'USD' } });

    const { decisionId } = await scene.application(nova, opportunityId);

    const [row] = await scene.test.query<{ snapshot: string; decision: string; inputs_hash: string }>(
      'SELECT snapshot, decision, inputs_hash FROM matching.eligibility_evidence JOIN matching.eligibility_decision USING (decision_id) WHERE decision_id = $1',
      [decisionId],
    );
    const snapshot = snapshotFrom(row!.snapshot);
    expect(canonicalJson(snapshot)).toBe(row!.snapshot);
    expect(canonicalJson(decide(snapshot))).toBe(row!.decision);
    expect(hashOf(snapshot)).toBe(row!.inputs_hash);
  });

  it('tells a company neither what the person has nor any private clause', async () => {
    const { opportunityId, olga } = await scene.anOpportunity();
    const nova = await scene.aContributor();
    const { decisionId } = await scene.application(nova, opportunityId);

    const [own] = await scene.viewDecisions(nova, [decisionId]);
    const [theirs] = await scene.viewDecisions(olga, [decisionId]);

    expect(own!.clauses.map(({ clauseKey }) => clauseKey)).toEqual(['profile', 'language', 'hours', 'rate']);
    expect(theirs!.clauses.map(({ clauseKey }) => clauseKey)).toEqual(['profile', 'language']);
    expect(theirs!.clauses.flatMap(({ atoms }) => atoms.map(({ actual }) => actual))).toEqual([null, null]);
    expect(await scene.viewDecisions(aPerson(), [decisionId])).toEqual([]);
  });

  it('answers with the application there is, and stores nothing', async () => {
    const { opportunityId } = await scene.anOpportunity();
    const nova = await scene.aContributor();
    const first = await scene.application(nova, opportunityId);
    const before = (await scene.events()).length;

    const results = await Promise.all(Array.from({ length: 5 }, () => scene.applyToOpportunity(nova, { opportunityId, ...once })));

    for (const result of results) expect(expectKind(result, 'AlreadyApplied').application.applicationId).toBe(first.applicationId);
    expect(await scene.typesSince(before)).toEqual([]);
    const [count] = await scene.test.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM matching.eligibility_decision WHERE contributor_id = $1',
      [nova.subject],
    );
    expect(count!.n).toBe(1);
  });

  it('has one effect and one answer for ten requests with the same key, and refuses the key for another body', async () => {
    const { opportunityId } = await scene.anOpportunity();
    const nova = await scene.aContributor();
    const request = { opportunityId, revision: 1, note: 'With pleasure', idempotencyKey: 'apply-1' };

    const results = await Promise.all(Array.from({ length: 10 }, () => scene.applyToOpportunity(nova, request)));

    const ids = results.map((result) => expectKind(result, 'ApplyToOpportunitySuccess').application.applicationId);
    expect(new Set(ids).size).toBe(1);
    const other = scene.applyToOpportunity(nova, { ...request, note: 'With less' });
    await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
  });

  it('names the revision that is published now', async () => {
    const { companyId, opportunityId } = await scene.anOpportunity();
    await scene.opportunityArrives({ companyId, opportunityId, version: 2, revision: 2 });

    const result = await scene.applyToOpportunity(await scene.aContributor(), { opportunityId, ...once });

    expect(expectKind(result, 'RevisionChanged').revision).toBe(2);
  });

  it.each([
    ['held', { publication: 'HELD' }],
    ['closed', { publication: 'CLOSED' }],
    ['of a company whose verification has ended', { companyVerifiedUntil: '2026-03-02T09:00:00.000Z' }],
    ['past its last day', { terms: { ...terms, applyBy: '2026-03-01' } }],
    ['paid in a currency without a rate', { terms: { ...terms, payMin: { amountMinor: '1', currency: 'XTS' } } }],
  ])('takes no application for one that is %s', async (_what, given) => {
    const { companyId, opportunityId } = await scene.anOpportunity();
    await scene.opportunityArrives({ companyId, opportunityId, version: 2, ...given });

    const result = await scene.applyToOpportunity(await scene.aContributor(), { opportunityId, ...once });

    expect(result.kind).toBe('OpportunityNotOpen');
  });

  it('shows what is missing to who is not eligible, or has no profile at all', async () => {
    const { opportunityId } = await scene.anOpportunity({
      requirements: [{ key: 'language', anyOf: [{ kind: 'LANGUAGE', code: 'hi', minLevel: 'B2' }], legallyRequired: false }],
    });

    const near = await scene.applyToOpportunity(await scene.aContributor(), { opportunityId, ...once });
    const none = await scene.applyToOpportunity(aPerson(), { opportunityId, ...once });

    expect(expectKind(near, 'NotEligible').eligibility).toMatchObject({ outcome: 'NEAR_MISS' });
    expect(expectKind(none, 'NotEligible').eligibility).toMatchObject({ outcome: 'INELIGIBLE' });
  });

  it('lists every broken rule of the input', async () => {
    const { opportunityId } = await scene.anOpportunity();
    const request = { opportunityId, revision: 0, note: 'x'.repeat(2001), idempotencyKey: null };

    const result = await scene.applyToOpportunity(await scene.aContributor(), request);

    expect(expectKind(result, 'InvalidInput').issues.map(({ path }) => path)).toEqual(['revision', 'note']);
  });

  it('refuses the anonymous, and knows nothing of an opportunity that was never published', async () => {
    const request = { opportunityId: randomUUID(), ...once };

    await expect(async () => scene.applyToOpportunity(anonymous, request)).rejects.toBeInstanceOf(Refusal);
    await expect(scene.applyToOpportunity(aMember(randomUUID()), request)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
