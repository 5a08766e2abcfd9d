import { randomUUID } from 'node:crypto';
import type { Person } from '@crossing/subgraph';
import { NEWCOMER } from './eligibility/candidate-score.ts';
import type { OpportunityView } from './read-models/opportunity-view.ts';
import { openScene, type Scene } from './spec-scene.ts';

describe('liveIndex', () => {
  let scene: Scene;
  let nova: Person;
  beforeAll(async () => {
    scene = await openScene();
    nova = await scene.aContributor();
  });
  afterAll(() => scene.close());

  const stored = async (opportunityId: string): Promise<OpportunityView> => (await scene.viewOpportunities(nova, [opportunityId]))[0]!;
  const profile = async () => (await scene.app.uow.read(nova, ({ contributorViews }) => contributorViews.find(nova.subject)))!;
  const candidates = async (): Promise<readonly string[]> => {
    const preferences = await scene.app.uow.read(nova, ({ workPreferences }) => workPreferences.find(nova.subject));
    const { eligible: found } = scene.app.live.index.reachOf({ contributor: await profile(), preferences, evidence: NEWCOMER });
    return found.map(({ opportunityId }) => opportunityId);
  };

  const eligible = (opportunityId: string) => scene.app.live.index.top(opportunityId, 10).people.map(({ personId }) => personId);

  it('keeps an opportunity that arrives while it reads the tables', async () => {
    const { live } = scene.app;
    const arriving = { ...(await stored((await scene.anOpportunity()).opportunityId)), opportunityId: randomUUID() };

    const refreshing = live.refresh();
    live.index.putOpportunity(arriving);
    // The read models come past it, but not past what this reading has seen of them.
    live.index.settle();
    live.index.settle();
    await refreshing;

    expect(await candidates()).toContain(arriving.opportunityId);
  });

  it('keeps out what ends while it reads the tables, which still have it', async () => {
    const { live } = scene.app;
    const [held, erased] = [await scene.anOpportunity(), await scene.anOpportunity()];
    const view = await stored(held.opportunityId);
    await live.refresh();

    const refreshing = live.refresh();
    live.index.putOpportunity({ ...view, version: view.version + 1, publication: 'HELD' });
    live.index.removeOpportunity(erased.opportunityId);
    await refreshing;

    const found = await candidates();
    expect([held, erased].map(({ opportunityId }) => found.includes(opportunityId))).toEqual([false, false]);
  });

  it('keeps what its topics told before the read, until the tables have it too', async () => {
    const { live } = scene.app;
    const { opportunityId } = await scene.anOpportunity();
    const ahead = { ...(await stored(opportunityId)), opportunityId: randomUUID() };
    const newcomer = { ...(await profile()), contributorId: randomUUID() };
    live.index.putOpportunity(ahead);
    live.index.putPerson({ contributor: newcomer, preferences: null, evidence: NEWCOMER });

    await live.refresh();
    const told = [(await candidates()).includes(ahead.opportunityId), eligible(opportunityId).includes(newcomer.contributorId)];
    // The read models have come past it: from here on the tables are the truth.
    live.index.settle();
    live.index.settle();
    await live.refresh();

    const later = [(await candidates()).includes(ahead.opportunityId), eligible(opportunityId).includes(newcomer.contributorId)];
    expect([told, later]).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it('passes over what is older than what it has', async () => {
    const { index } = scene.app.live;
    const [held, erased] = [await scene.anOpportunity(), await scene.anOpportunity()];
    const [first, second] = [await stored(held.opportunityId), await stored(erased.opportunityId)];

    index.putOpportunity({ ...first, version: first.version + 1, publication: 'HELD' });
    index.putOpportunity(first);
    index.putOpportunity(second);
    index.removeOpportunity(erased.opportunityId);
    index.putOpportunity(second);

    const found = await candidates();
    expect([held, erased].map(({ opportunityId }) => found.includes(opportunityId))).toEqual([false, false]);
  });

  it('passes over an older profile also when it has forgotten the newer one', async () => {
    const { index } = scene.app.live;
    const { opportunityId } = await scene.anOpportunity();
    index.putOpportunity(await stored(opportunityId));
    const older = { ...(await profile()), contributorId: randomUUID() };
    const newer = { ...older, version: older.version + 1, profile: { ...older.profile, languages: [] } };
    index.putPerson({ contributor: newer, preferences: null, evidence: NEWCOMER });
    index.settle();
    index.settle();

    index.putPerson({ contributor: older, preferences: null, evidence: NEWCOMER });

    expect(eligible(opportunityId)).not.toContain(older.contributorId);
  });

  it('takes the newest profile and the newest preferences, whichever was read first', async () => {
    const { live } = scene.app;
    const { opportunityId } = await scene.anOpportunity({ hoursPerWeek: { min: 12, max: 20 } });
    const before = await profile();
    await live.refresh();
    const unlimited = eligible(opportunityId);
    await scene.setWorkPreferences(nova, { hoursPerWeek: { min: 0, max: 5 }, minHourly: null });

    // Read before the preferences were stated, and told after.
    live.index.putPerson({ contributor: { ...before, version: before.version + 1 }, preferences: null, evidence: NEWCOMER });
    const limited = eligible(opportunityId);
    await live.refresh();

    expect([unlimited, limited, eligible(opportunityId)]).toEqual([[nova.subject], [], []]);
    await scene.setWorkPreferences(nova, { hoursPerWeek: { min: 0, max: 15 }, minHourly: null });
    expect(eligible(opportunityId)).toEqual([nova.subject]);
  });
});
