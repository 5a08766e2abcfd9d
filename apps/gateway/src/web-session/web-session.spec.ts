import { startSpecGraph, PUBLIC_URL, type SpecGraph } from '../spec-graph.ts';

const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I';
const cookie = `theme=dark; session=${SECRET}`;
const ours = { cookie, origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' };
let graph: SpecGraph;

beforeEach(async () => void (graph = await startSpecGraph()));
afterEach(() => graph.close());

describe('a request with the session’s cookie', () => {
  it('is its person’s, by the exchange that a token has', async () => {
    expect(await graph.ask('{ me }', { headers: ours })).toEqual({ status: 200, data: { me: graph.person!.sub } });
    expect(graph.credentials).toEqual([{ session: SECRET }]);
  });

  it('is remembered apart from a token, whatever that says', async () => {
    await graph.ask('{ me }', { headers: ours });
    await graph.ask('{ me }', { token: await graph.accessToken() });

    expect(graph.exchanges).toBe(2);
  });

  it.each([
    ['says nothing of where it comes from', { cookie }],
    ['comes from another site', { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['comes from another port of the host', { cookie, origin: 'http://127.0.0.1:9999', 'sec-fetch-site': 'same-site' }],
  ])('is refused before anybody is asked when it %s', async (_what, headers) => {
    for (const query of ['{ list }', 'mutation { rename(name: "a") }'])
      expect(await graph.ask(query, { headers })).toMatchObject({ status: 403, errors: [{ extensions: { code: 'FORBIDDEN' } }] });

    expect([graph.exchanges, graph.received]).toEqual([0, []]);
  });

  it('is refused when a token comes with it', async () => {
    const token = await graph.accessToken();

    expect(await graph.ask('{ me }', { token, headers: ours })).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
    expect(graph.exchanges).toBe(0);
  });

  it('is refused as a form, which a browser sends for any site without asking', async () => {
    const { statusCode } = await graph.gateway.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...ours, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'query={me}',
    });

    expect(statusCode).toBe(415);
    expect(graph.exchanges).toBe(0);
  });

  it('is nobody’s any more once the session has ended', async () => {
    graph.person = null;

    expect(await graph.ask('{ list }', { headers: ours })).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });
});

describe('/session', () => {
  it.each(['/session', '/session/second-factor'])('signs nobody in for another site: POST %s', async (url) => {
    for (const headers of [{}, { origin: 'https://evil.example' }])
      expect((await graph.gateway.inject({ method: 'POST', url, headers, payload: {} })).statusCode).toBe(403);
  });

  it('ends no session for another site', async () => {
    const headers = { cookie, origin: 'https://evil.example' };

    expect((await graph.gateway.inject({ method: 'DELETE', url: '/session', headers })).statusCode).toBe(403);
  });

  it('says that it is not there at the moment when identity is not', async () => {
    await graph.stopIdentity();
    const payload = { email: 'nova@example.org', password: 'x' };

    const answer = await graph.gateway.inject({ method: 'POST', url: '/session', headers: { origin: PUBLIC_URL }, payload });

    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([503, undefined]);
  });
});
