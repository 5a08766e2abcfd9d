import { aPerson, aReviewer, emittedBy } from '@crossing/testkit';
import { admit, contributorOnDatabase, nova, type ContributorOnDatabase } from '../spec-contributor.ts';
import { listProfilesAwaitingVetting } from './list-profiles-awaiting-vetting.ts';

describe('decideProfile', () => {
  let world: ContributorOnDatabase;
  beforeAll(async () => void (world = await contributorOnDatabase()));
  afterAll(() => world.test.drop());

  async function submitted() {
    const person = aPerson();
    await world.save(person, { content: nova, discoveredThrough: 'SEARCH', expectedVersion: null });
    await world.submit(person, { expectedVersion: 1 });
    return person;
  }
  const notAdmitted = {
    outcome: 'NOT_ADMIT' as const,
    criteria: admit.criteria.map((finding) => ({
      ...finding,
      met: finding.criterion !== 'CARE',
      note: 'Two answers contradict each other.',
    })),
  };

  it('admits, with tier 1 in every declared domain', async () => {
    const { subject } = await submitted();

    const result = await world.decide(aReviewer(), { contributorId: subject, expectedVersion: 2, ...admit });

    expect(result).toMatchObject({ kind: 'DecideProfileSuccess', profile: { state: 'ACTIVE', decision: { outcome: 'ADMIT' } } });
    const events = (await emittedBy(world.test, 'contributor')).filter(({ key }) => key === subject);
    expect(events.at(-2)!.type).toBe('contributor.profile.admitted.v1');
    expect(events.at(-1)!.data!['tiers']).toEqual([
      { domain: 'ANY', tier: 1 },
      { domain: 'CONTENT_QUALITY.EDITING', tier: 1 },
    ]);
  });

  it('turns away with reasons and a way back, which opens on its day', async () => {
    const person = await submitted();
    const request = { contributorId: person.subject, expectedVersion: 2, ...notAdmitted };

    expect(await world.decide(aReviewer(), { ...request, reapplyAfter: '2026-12-31' })).toMatchObject({
      issues: [{ path: 'reapplyAfter' }],
    });
    const decided = await world.decide(aReviewer(), { ...request, reapplyAfter: '2026-03-01' });

    expect(decided).toMatchObject({ profile: { state: 'NOT_ADMITTED', decision: { reapplyAfter: '2026-03-01' } } });
    expect(await world.submit(person, { expectedVersion: 3 })).toMatchObject({ kind: 'WrongState' });
    world.time.set('2026-03-01T00:00:00Z');
    expect(await world.submit(person, { expectedVersion: 3 })).toMatchObject({ kind: 'SubmitProfileSuccess' });
    world.time.set('2026-02-01T09:00:00Z');
  });

  it('needs a finding on each criterion, once', async () => {
    const { subject } = await submitted();

    const result = await world.decide(aReviewer(), {
      ...{ contributorId: subject, expectedVersion: 2, ...admit },
      criteria: [admit.criteria[0]!, admit.criteria[0]!],
    });

    expect(result).toMatchObject({ kind: 'InvalidInput' });
  });

  it('is not one’s own, and not about what somebody else decided meanwhile', async () => {
    const { subject } = await submitted();

    const own = await world.decide(aReviewer({ subject }), { contributorId: subject, expectedVersion: 2, ...admit });
    const results = await Promise.all(
      Array.from({ length: 5 }, () => world.decide(aReviewer(), { contributorId: subject, expectedVersion: 2, ...admit })),
    );

    expect(own.kind).toBe('ConflictOfInterest');
    expect(results.map(({ kind }) => kind).sort()).toEqual([...Array(1).fill('DecideProfileSuccess'), ...Array(4).fill('VersionConflict')]);
  });

  it('is answered again when it is repeated, and not when the reviewer thinks otherwise now', async () => {
    const { subject } = await submitted();
    const reviewer = aReviewer();
    const request = { contributorId: subject, expectedVersion: 2, ...admit };
    await world.decide(reviewer, request);

    expect(await world.decide(reviewer, request)).toMatchObject({ kind: 'DecideProfileSuccess', profile: { state: 'ACTIVE', version: 3 } });
    const otherwise = { ...request, ...notAdmitted, reapplyAfter: '2026-03-01' };
    expect(await world.decide(reviewer, otherwise)).toMatchObject({ kind: 'VersionConflict', version: 3 });
    const decided = (await emittedBy(world.test, 'contributor')).filter(({ key, type }) => key === subject && type.includes('admitted'));
    expect(decided).toHaveLength(1);
  });

  it('is about what was submitted, and nothing else', async () => {
    const person = aPerson();
    await world.save(person, { content: nova, discoveredThrough: 'SEARCH', expectedVersion: null });

    const early = await world.decide(aReviewer(), { contributorId: person.subject, expectedVersion: 1, ...admit });

    expect(early).toMatchObject({ kind: 'WrongState', state: 'DRAFT' });
  });

  it('is a reviewer’s alone', async () => {
    const { subject } = await submitted();

    expect(() => world.decide(aPerson(), { contributorId: subject, expectedVersion: 2, ...admit })).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    );
  });

  it('has a queue, oldest first, page by page, without the reviewer’s own', async () => {
    const list = listProfilesAwaitingVetting(world.deps);
    const mine = await submitted();
    const reviewer = aReviewer({ subject: mine.subject });
    const seen: string[] = [];
    let after: readonly string[] | null = null;
    for (;;) {
      const page = await list(reviewer, { first: 2, after });
      seen.push(...page.edges.map(({ node }) => node.contributorId));
      if (!page.pageInfo.hasNextPage) break;
      after = JSON.parse(Buffer.from(page.pageInfo.endCursor!, 'base64url').toString()) as string[];
    }

    const waiting = await world.test.query<{ n: string }>("SELECT count(*) AS n FROM contributor.profile WHERE state = 'SUBMITTED'");
    expect(seen).toHaveLength(Number(waiting[0]!.n) - 1);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).not.toContain(mine.subject);
  });
});
