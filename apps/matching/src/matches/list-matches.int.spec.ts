import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { OpportunityState, ProfileState } from '@crossing/contracts';
import { canonicalJson, DAY } from '@crossing/kernel';
import { postgresLog } from '@crossing/messaging';
import { createLogger } from '@crossing/runtime';
import type { Person } from '@crossing/subgraph';
import { demoPayPolicy } from '@crossing/taxonomy';
import { aPerson } from '@crossing/testkit';
import { applyChange } from '../eligibility/counterfactuals.ts';
import { decide } from '../eligibility/decide.ts';
import { snapshotFrom } from '../application/decision-record.ts';
import { expectKind, terms } from '../spec-matching.ts';
import { openScene, type Scene } from '../spec-scene.ts';
import { decidePair } from '../opportunity/decide-pair.ts';
import { cursorOf } from './match.ts';

describe('listMatches', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  const needing = (kind: string, code: string, minLevel: string | null = null) => ({
    requirements: [{ key: 'need', anyOf: [{ kind, code, minLevel }], legallyRequired: false }],
  });
  const list = async (nova: Person, first = 20, after: readonly string[] | null = null) =>
    expectKind(await scene.listMatches(nova, { page: { first, after }, minProfileVersion: null }), 'MatchConnection');
  const reasonFor = async (nova: Person, minProfileVersion: number | null = null) =>
    expectKind(await scene.listMatches(nova, { page: { first: 20, after: null }, minProfileVersion }), 'MatchesUnavailable');

  it('shows what the person may apply for, then what lacks one thing, each with its reasons', async () => {
    const fits = await scene.anOpportunity();
    const near = await scene.anOpportunity(needing('LANGUAGE', 'hi', 'B2'));
    await scene.anOpportunity(needing('COUNTRY', 'DE'));
    const nova = await scene.aContributor();

    const { edges, profileVersion, asOf } = await list(nova);

    const nodes = edges.map(({ node }) => node);
    expect(nodes.map(({ opportunityId, rank, eligibility }) => [opportunityId, rank, eligibility.outcome])).toEqual([
      [fits.opportunityId, 1, 'ELIGIBLE'],
      [near.opportunityId, 2, 'NEAR_MISS'],
    ]);
    for (const { score, contributions } of nodes) expect(contributions.reduce((sum, { points }) => sum + points, 0)).toBe(score);
    expect([profileVersion, asOf]).toEqual([3, scene.time.clock()]);
  });

  it('names for a near miss a change that makes the person eligible', async () => {
    const { opportunityId } = await scene.anOpportunity(needing('LANGUAGE', 'hi', 'B2'));
    const nova = await scene.aContributor();

    const [match] = (await list(nova)).edges;

    const { counterfactuals, clauses } = match!.node.eligibility;
    expect(counterfactuals).toHaveLength(1);
    expect(clauses.filter(({ met }) => !met)).toHaveLength(1);
    const snapshot = await scene.app.uow.read(nova, async (stores) => {
      const contributor = (await stores.contributorViews.find(nova.subject))!;
      const opportunity = (await stores.opportunityViews.find(opportunityId))!;
      const { exchangeRates } = demoPayPolicy;
      return decidePair({ contributor, preferences: null, opportunity, exchangeRates, now: scene.time.clock() }).snapshot;
    });
    const stored = snapshotFrom(canonicalJson(snapshot));
    expect(decide(applyChange(stored, counterfactuals[0]!.change)).outcome).toBe('ELIGIBLE');
  });

  it('names the steps that open most, few of a kind, and shows what they open', async () => {
    for (let n = 0; n < 8; n++) await scene.anOpportunity(needing('LANGUAGE', 'hi', 'B2'));
    await scene.anOpportunity({ sensitiveContent: ['VIOLENCE'] });
    await scene.anOpportunity(needing('COUNTRY', 'DE'));
    await scene.anOpportunity({ hoursPerWeek: { min: 30, max: 40 } });
    const nova = await scene.aContributor();
    await scene.setWorkPreferences(nova, { hoursPerWeek: { min: 0, max: 20 }, minHourly: null });

    const { steps, edges, behindMs } = await list(nova);

    expect(steps).toEqual([
      { change: { kind: 'LANGUAGE', code: 'hi', level: 'B2' }, opens: 8 },
      { change: { kind: 'CONTENT_OPT_IN', code: 'VIOLENCE', level: null }, opens: 1 },
      { change: { kind: 'HOURS', code: 'WEEKLY', level: '30' }, opens: 1 },
    ]);
    expect(edges.map(({ node }) => node.eligibility.outcome)).toEqual(Array.from({ length: 8 }, () => 'NEAR_MISS'));
    expect(behindMs).toBe(0);
  });

  it('goes on exactly where a page ended, and never past its end', async () => {
    for (let n = 0; n < 7; n++) await scene.anOpportunity();
    const nova = await scene.aContributor();
    const whole = (await list(nova)).edges.map(({ node }) => node);

    const first = await list(nova, 3);
    const second = await list(nova, 3, cursorOf(first.edges.at(-1)!.node));
    const third = await list(nova, 3, cursorOf(second.edges.at(-1)!.node));

    const pages = [first, second, third].flatMap(({ edges }) => edges.map(({ node }) => node));
    expect(pages).toEqual(whole);
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
    await expect(list(nova, 3, ['garbage'])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('takes new preferences into the very next list', async () => {
    await scene.anOpportunity();
    const nova = await scene.aContributor();
    await list(nova);

    await scene.setWorkPreferences(nova, { hoursPerWeek: { min: 0, max: 4 }, minHourly: null });
    const hours = await list(nova);
    await scene.setWorkPreferences(nova, { hoursPerWeek: { min: 0, max: 10 }, minHourly: { amountMinor: 2001n, currency: 'USD' } });
    const rate = await list(nova);

    expect(hours.edges[0]!.node.eligibility.counterfactuals).toMatchObject([{ clauseKey: 'hours', change: { level: '5' } }]);
    // Nobody is told to ask for less.
    expect(rate.edges).toEqual([]);
  });

  it('leaves out what is held or over, although the index still has it', async () => {
    const { companyId, opportunityId } = await scene.anOpportunity();
    await scene.anOpportunity({ applyBy: '2026-03-01' });
    const nova = await scene.aContributor();
    expect((await list(nova)).edges).toHaveLength(1);

    await scene.opportunityArrives({ companyId, opportunityId, version: 2, publication: 'HELD' });

    expect((await list(nova)).edges).toEqual([]);
  });

  it('is made anew each day, since summer time and claims change without an event', async () => {
    await scene.anOpportunity(needing('CREDENTIAL', 'NURSE'));
    const nova = aPerson();
    const verifiedClaims = [{ kind: 'CREDENTIAL', code: 'NURSE', expiresOn: '2026-03-03' }];
    await scene.profileArrives({ contributorId: nova.subject, verifiedClaims });
    const before = await list(nova);

    scene.time.advance(DAY);
    const after = await list(nova);

    expect(before.edges[0]!.node.eligibility.outcome).toBe('ELIGIBLE');
    expect(after.edges[0]!.node.eligibility.outcome).toBe('NEAR_MISS');
  });

  it('says why there is no list', async () => {
    const nova = aPerson();
    const { retryAfterMs, reason } = await reasonFor(nova);
    expect([reason, retryAfterMs]).toEqual(['NO_PROFILE', null]);

    for (const [version, state, expected] of [
      [1, 'SUBMITTED', 'NOT_ADMITTED'],
      [2, 'PAUSED', 'PAUSED'],
      [3, 'SUSPENDED', 'SUSPENDED'],
    ] as const) {
      await scene.profileArrives({ contributorId: nova.subject, version, state });
      expect((await reasonFor(nova)).reason).toBe(expected);
    }
  });

  it('waits a second for the version of the profile that the person has seen, then says so', async () => {
    const nova = await scene.aContributor();
    await scene.anOpportunity();

    const [waited] = await Promise.all([
      scene.listMatches(nova, { page: { first: 20, after: null }, minProfileVersion: 4 }),
      new Promise((resolve) => setTimeout(resolve, 150)).then(() => scene.profileArrives({ contributorId: nova.subject, version: 4 })),
    ]);
    const behind = await reasonFor(nova, 5);

    expect(expectKind(waited, 'MatchConnection').profileVersion).toBe(4);
    expect(behind).toMatchObject({ reason: 'CATCHING_UP', retryAfterMs: 1000 });
  });

  it('follows the topics, from where the read models are', async () => {
    const [nova, gone] = [await scene.aContributor(), await scene.aContributor()];
    const [companyId, opportunityId] = [randomUUID(), randomUUID()];
    const stop = await scene.app.start!();
    const data = { opportunityId, companyId, version: 1, publication: 'PUBLISHED', revision: 1, title: 'New', terms };
    const state = { ...data, companyVerifiedUntil: '2027-01-01T00:00:00.000Z', publishedAt: '2026-03-02T09:00:00.000Z' };

    // As the superuser: a service may publish on its own topics only.
    const others = await postgresLog({ url: scene.test.url, log: createLogger({ service: 'others', level: 'silent' }) });
    await others.publish([message(OpportunityState, opportunityId, state), message(ProfileState, gone.subject, null)]);
    await others.close();

    const { index } = scene.app.live;
    const people = () => index.top(opportunityId, 9).people.map(({ personId }) => personId);
    for (let n = 0; n < 200 && people().length !== 1; n++) await new Promise((resolve) => setTimeout(resolve, 20));
    await stop();
    expect(people()).toEqual([nova.subject]);
  });
});

function message(contract: typeof OpportunityState | typeof ProfileState, key: string, data: object | null) {
  const headers = {
    ...{ ce_id: randomUUIDv7(), ce_type: contract.type, ce_source: contract.source, ce_subject: key, ce_sequence: '1' },
    ...{ ce_specversion: '1.0', ce_time: '2026-03-02T09:00:00.000Z', 'content-type': 'application/json' },
  };
  return { topic: contract.topic, key, headers, value: data && Buffer.from(JSON.stringify(data)) };
}
