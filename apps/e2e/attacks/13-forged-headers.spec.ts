import { SUBGRAPHS, type SubgraphName } from '@crossing/tool-dev/ports.ts';
import { signProof } from '@crossing/subgraph/proof.ts';
import { anonymous } from '@crossing/tool-journey/actor.ts';
import { actor } from '@crossing/tool-journey/story.ts';
import { post, stage, type RawAnswer } from './stage.ts';

const BODIES = {
  _service: { query: '{ _service { sdl } }' },
  _entities: {
    query: 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
    variables: { r: [{ __typename: 'Viewer', id: 'Vmlld2VyOjE' }] },
  },
  viewer: { query: '{ viewer { id } }' },
};
const EMPTY_KEY = '';
const AT_THE_DOOR = 'Only the gateway may ask this service.';

describe('forged identity headers are ignored; whoever is not the gateway is answered 401', () => {
  const set = stage();
  const nova = actor(set.story, 'nova');

  it.each([
    ['x-caller', 'eyJhbGciOiJub25lIn0.e30.'],
    ['x-gateway', 't=1,s=x'],
    ['x-user-id', 'somebody'],
    ['x-user-roles', 'ADMIN'],
    ['x-org-id', 'any'],
    ['x-internal-role', 'TRUST_REVIEWER'],
  ])('%s through the gateway changes nobody', async (name, value) => {
    const query = { query: '{ viewer { id staffRoles companies { role } } }' };
    const [plain, forged] = [await post(set.url, query), await post(set.url, query, { [name]: value })];
    expect(forged.text).toBe(plain.text);
    expect(JSON.parse(plain.text)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(plain.text).not.toContain('"data"');

    const mine = await post(set.url, query, { authorization: `Bearer ${nova.token}`, [name]: value });
    expect(JSON.parse(mine.text)).toMatchObject({ data: { viewer: { staffRoles: [], companies: [] } } });
  });

  it('and what only reviewers see stays theirs', async () => {
    const headers = { 'x-internal-role': 'TRUST_REVIEWER', 'x-user-roles': 'TRUST_REVIEWER' };
    const answer = await post(set.url, { query: '{ companiesAwaitingDecision { edges { node { id } } } }' }, headers);

    expect(answer.status).toBe(401);
    expect((await anonymous(set.client).raw('CompaniesAwaitingDecision')).status).toBe(401);
  });

  describe.each(SUBGRAPHS)('%s itself', (name) => {
    const key = set.secrets.gatewayKeys[name];
    const url = `http://127.0.0.1:${set.ports[name]}`;
    const ask = (payload: object, headers: Record<string, string>): Promise<RawAnswer> => post(url, payload, headers);
    const proof = (payload: object, at = new Date(), by = key, subgraph: string = name): string =>
      signProof(by, { subgraph, callerToken: '', body: JSON.stringify(payload) }, at);
    const secondsAgo = (seconds: number): Date => new Date(Date.now() - seconds * 1000);
    const other: SubgraphName = name === 'identity' ? 'matching' : 'identity';

    it.each(Object.entries(BODIES))('answers %s to the gateway’s proof, and to nothing else', async (_what, payload) => {
      const forgeries: Readonly<Record<string, Record<string, string>>> = {
        'no proof': {},
        'an empty one': { 'x-gateway': '' },
        'one replayed after half a minute': { 'x-gateway': proof(payload, secondsAgo(32)) },
        'one from the future': { 'x-gateway': proof(payload, secondsAgo(-32)) },
        'one for another body': { 'x-gateway': proof({ ...payload, operationName: null }) },
        'one with another subgraph’s key': { 'x-gateway': proof(payload, new Date(), set.secrets.gatewayKeys[other]) },
        'one for another subgraph': { 'x-gateway': proof(payload, new Date(), key, other) },
        'one with an empty key': { 'x-gateway': proof(payload, new Date(), EMPTY_KEY) },
        'one for somebody else': { 'x-gateway': proof(payload), 'x-caller': 'e30.e30.e30' },
      };
      for (const [what, headers] of Object.entries(forgeries)) {
        const { status, text } = await ask(payload, headers);
        expect([what, status, text]).toEqual([what, 401, expect.stringContaining(AT_THE_DOOR)]);
      }
      // What comes through the door may still need a signed-in person.
      for (const at of [new Date(), secondsAgo(20)]) {
        const { text } = await ask(payload, { 'x-gateway': proof(payload, at) });
        expect(text).toMatch(/"data"|"unauthorized"/);
        expect(text).not.toContain(AT_THE_DOOR);
      }
    });

    it('answers GET with nothing', async () => {
      expect((await fetch(`${url}/graphql?query=${encodeURIComponent('{ _service { sdl } }')}`)).status).toBe(404);
    });
  });

  it('identity exchanges no token for whoever is not the gateway', async () => {
    const exchange = `http://127.0.0.1:${set.ports.identity}/internal/caller`;
    const response = await fetch(exchange, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: nova.token }),
    });

    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('callerToken');
    expect((await fetch(`${set.url}/internal/caller`, { method: 'POST' })).status).toBe(404);
  });
});
