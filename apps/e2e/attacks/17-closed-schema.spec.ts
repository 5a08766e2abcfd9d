import { actor } from '@crossing/tool-journey/story.ts';
import { post, stage, TELLTALES } from './stage.ts';

describe('introspection, a misspelt field, `_service` and `_entities` in production are refused, and no name is suggested', () => {
  const set = stage();
  const { token } = actor(set.story, 'rita');

  it.each([
    ['introspection', '{ __schema { types { name } } }'],
    ['introspection of a type', '{ __type(name: "Viewer") { fields { name } } }'],
    ['a misspelt field', '{ viewr { id } }'],
    ['a misspelt argument', '{ opportunities(frist: 1) { pageInfo { endCursor } } }'],
    ['a misspelt type', '{ viewer { ... on Viewr { id } } }'],
    ['a misspelt mutation', 'mutation { signInn(input: {}) { __typename } }'],
    ['a misspelt value', '{ opportunities(filter: { workTypes: [RLFH] }) { pageInfo { endCursor } } }'],
    ['a misspelt input field', '{ opportunities(filter: { workTyps: [RLHF] }) { pageInfo { endCursor } } }'],
    ['_service', '{ _service { sdl } }'],
    ['_entities', '{ _entities(representations: [{ __typename: "Viewer", id: "x" }]) { __typename } }'],
  ])('%s', async (_what, query) => {
    const before = await set.asked();

    for (const headers of [{}, { authorization: `Bearer ${token}` }] as Record<string, string>[]) {
      const { status, text } = await post(set.production, { query }, headers);
      expect([status, text]).toEqual([400, expect.stringContaining('BAD_USER_INPUT')]);
      expect(text).not.toMatch(TELLTALES);
      expect(text).not.toMatch(/"(viewer|signIn|first|RLHF|workTypes)"/);
    }
    expect(await set.asked()).toBe(before);
  });

  it('while what is spelt right is answered, and nothing of development is there', async () => {
    expect((await post(set.production, { query: '{ viewer { id } }' }, { authorization: `Bearer ${token}` })).text).toContain('"viewer"');
    for (const path of [
      '/graphql',
      '/dev/people',
      '/dev/mail',
      '/dev/mail.json',
      '/dev/clock',
      '/dev/act-as',
      '/internal/caller',
      '/metrics/x',
    ])
      expect([path, (await fetch(`${set.production}${path}`)).status]).toEqual([path, 404]);
  });
});
