import type { ProfileState } from '@crossing/contracts';
import type { Person } from '@crossing/subgraph';
import { aPerson } from '@crossing/testkit';
import { graphOf } from '../spec-graph.ts';
import { aMember } from '../spec-matching.ts';
import { openScene, type Scene } from '../spec-scene.ts';
import { cursorOf } from './candidate.ts';

describe('listCandidatesOfOpportunities', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(() => scene.close());

  async function shown(given: Partial<ProfileState> = {}): Promise<Person> {
    const person = aPerson();
    await scene.profileArrives({ contributorId: person.subject, visibility: 'VERIFIED_COMPANIES', ...given });
    return person;
  }
  const list = async (olga: Person, opportunityId: string, first = 20, after: readonly string[] | null = null) => {
    await scene.app.live.refresh();
    const [connection] = await scene.listCandidatesOfOpportunities(olga, [opportunityId], { first, after });
    return connection!.edges.map(({ node }) => node);
  };

  it('ranks those who are eligible, each with reasons that sum to the score', async () => {
    const { olga, opportunityId } = await scene.anOpportunity();
    const far = await shown({ domains: ['LAW'] });
    const near = await shown();
    await shown({ languages: [] });

    const candidates = await list(olga, opportunityId);

    expect(candidates.map(({ personId, rank, profileVersion }) => [personId, rank, profileVersion])).toEqual([
      [near.subject, 1, 3],
      [far.subject, 2, 3],
    ]);
    for (const { score, contributions, eligibility } of candidates) {
      expect(contributions.reduce((sum, { points }) => sum + points, 0)).toBe(score);
      expect(eligibility.outcome).toBe('ELIGIBLE');
    }
  });

  it('shows nobody who does not let companies see that they fit', async () => {
    const { olga, opportunityId } = await scene.anOpportunity();
    for (const visibility of ['HIDDEN', 'MATCHING_ONLY'] as const) await shown({ visibility });
    const open = await shown();

    expect((await list(olga, opportunityId)).map(({ personId }) => personId)).toEqual([open.subject]);
    expect(scene.app.live.index.topShown(opportunityId, 9).people.map(({ personId }) => personId)).toEqual([open.subject]);
    // The index has not heard of it.
    await scene.profileArrives({ contributorId: open.subject, version: 4, visibility: 'MATCHING_ONLY' });
    const [connection] = await scene.listCandidatesOfOpportunities(olga, [opportunityId], { first: 9, after: null });
    expect(connection!.edges).toEqual([]);
  });

  it('leaves out whoever asks more than the work pays, and tells of no rate, no hours, and nothing that the person has', async () => {
    const { olga, opportunityId } = await scene.anOpportunity();
    const [dear, fair] = [await shown(), await shown()];
    // A fraction of a cent more than the best pay: the index lets it through.
    await scene.setWorkPreferences(dear, { hoursPerWeek: { min: 0, max: 40 }, minHourly: { amountMinor: 3001n, currency: 'JPY' } });
    await scene.setWorkPreferences(fair, { hoursPerWeek: { min: 0, max: 40 }, minHourly: { amountMinor: 3000n, currency: 'JPY' } });

    const candidates = await list(olga, opportunityId);
    await scene.setWorkPreferences(fair, { hoursPerWeek: { min: 1, max: 30 }, minHourly: { amountMinor: 2000n, currency: 'JPY' } });
    const later = await list(olga, opportunityId);

    expect(candidates.map(({ personId }) => personId)).toEqual([fair.subject]);
    const { clauses, counterfactuals } = candidates[0]!.eligibility;
    expect(clauses.map(({ clauseKey }) => clauseKey)).toEqual(['profile', 'language']);
    expect(clauses.flatMap(({ atoms }) => atoms.map(({ actual }) => actual))).toEqual([null, null]);
    expect(counterfactuals).toEqual([]);
    // Neither the hash nor the score moves with the rate, so that trying rates finds nothing out.
    expect(later).toEqual(candidates);
  });

  it('goes on exactly where a page ended', async () => {
    const { olga, opportunityId } = await scene.anOpportunity();
    for (let n = 0; n < 7; n++) await shown();
    const whole = await list(olga, opportunityId);

    const first = await list(olga, opportunityId, 3);
    const second = await list(olga, opportunityId, 9, cursorOf(first[2]!));

    expect([...first, ...second]).toEqual(whole);
    expect(whole).toHaveLength(7);
    await expect(list(olga, opportunityId, 3, ['garbage'])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is for members alone, and empty while nobody may apply', async () => {
    const { companyId, opportunityId, olga } = await scene.anOpportunity();
    const nova = await shown();
    const graph = graphOf(scene);
    const source = `query ($id: ID!) { _entities(representations: [{ __typename: "Opportunity", id: $id }]) {
      ... on Opportunity { candidates { behindMs edges { node { rank contributor { id } contributions { factor points } } } } } } }`;
    await scene.app.live.refresh();
    const ask = async (caller: Person) => {
      const id = Buffer.from(`Opportunity:${opportunityId}`).toString('base64url');
      const { data, errors } = await graph(caller, source, { id });
      expect(errors).toBeUndefined();
      return (data!['_entities'] as { candidates: { edges: unknown[] } | null }[])[0]!.candidates;
    };

    expect((await ask(olga))!.edges).toHaveLength(1);
    expect([await ask(nova), await ask(aMember(opportunityId))]).toEqual([null, null]);
    // Not by the loader's check alone.
    expect((await scene.listCandidatesOfOpportunities(nova, [opportunityId], { first: 9, after: null }))[0]!.edges).toEqual([]);
    await scene.opportunityArrives({ companyId, opportunityId, version: 2, publication: 'HELD' });
    expect((await ask(olga))!.edges).toEqual([]);
  });
});
