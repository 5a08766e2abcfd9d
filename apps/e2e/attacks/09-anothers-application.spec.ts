import type { Actor } from '@crossing/tool-journey/actor.ts';
import { actor, id } from '@crossing/tool-journey/story.ts';
import { codesOf, mutation, newcomer, randomId, stage, typeOf } from './stage.ts';

const NESTED = 'query ($id: ID!) { opportunity(id: $id) { id applications { edges { node { id note contributor { displayName } } } } } }';
const OWN = 'query ($after: String) { viewer { applications(after: $after) { edges { cursor node { id note } } } } }';

interface Applications {
  readonly viewer: {
    readonly applications: { readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[] };
  };
}

describe('contributor A gets nothing of B’s application: by id, node, _entities, nested path or cursor', () => {
  const set = stage();
  const { story } = set;
  let eve: Actor;
  beforeAll(async () => void (eve = await newcomer(set, 'Eve Reader')));

  const instant = (ms: number): string => new Date(Date.now() + ms).toISOString();
  it.each([
    ['withdrawApplication', (own: string) => ({ applicationId: own }), 'application'],
    ['acceptOffer', (own: string) => ({ offerId: own, termsHash: id(story, 'termsHash') }), 'offer'],
    ['declineOffer', (own: string) => ({ offerId: own }), 'offer'],
    [
      'submitWork',
      (own: string) => ({ engagementId: own, kind: 'TIME', quantity: 5, from: instant(-600_000), to: instant(-60_000) }),
      'engagement',
    ],
    ['endEngagement', (own: string) => ({ engagementId: own, reason: 'It is not mine, but I end it.' }), 'engagement'],
  ])('by id in %s: the NOT_FOUND of a random id, and no event', async (name, inputOf, what) => {
    const events = await set.events();

    const theirs = await eve.raw(mutation(name), { input: inputOf(id(story, what)) });
    const nobodys = await eve.raw(mutation(name), { input: inputOf(randomId(typeOf(id(story, what)))) });

    expect(codesOf(theirs)).toEqual(['NOT_FOUND']);
    expect({ ...theirs, correlationId: null }).toEqual({ ...nobodys, correlationId: null });
    expect(await set.events()).toBe(events);
  });

  it('by a nested path', async () => {
    const { data } = await eve.raw<{ opportunity: { id: string; applications: unknown } }>(NESTED, { id: id(story, 'opportunity') });

    expect(data?.opportunity).toEqual({ id: id(story, 'opportunity'), applications: null });
  });

  it('by B’s cursor', async () => {
    const { viewer } = await actor(story, 'nova').query<Applications>(OWN);
    expect(viewer.applications.edges).toHaveLength(1);

    const { data } = await eve.raw<Applications>(OWN, { after: viewer.applications.edges[0]!.cursor });

    expect(data?.viewer.applications.edges).toEqual([]);
  });

  it.each([
    ['node', `query ($id: ID!) { node(id: $id) { id } }`],
    ['_entities', `query ($id: ID!) { _entities(representations: [{ __typename: "Application", id: $id }]) { __typename } }`],
    ['application', `query ($id: ID!) { application(id: $id) { id } }`],
  ])('by %s, which the graph does not have', async (_name, query) => {
    expect(codesOf(await eve.raw(query, { id: id(story, 'application') }))).toEqual(['BAD_USER_INPUT']);
  });
});
