import { SignJWT, importJWK, exportJWK, generateKeyPair } from 'jose';
import { startSpecGraph, type SpecGraph } from './spec-graph.ts';

const [ISSUER, AUDIENCE] = ['http://127.0.0.1:4000/oidc', 'http://127.0.0.1:4000/graphql'];
const claims = { sub: '5b1f0f5e-0c7e-4d0a-9a55-0e3f5a3c1111', sid: 's1' };
let graph: SpecGraph;
/** By how much the gateway's clock is ahead. */
let late = 0;

beforeEach(async () => {
  late = 0;
  graph = await startSpecGraph({ now: () => Date.now() + late });
});

afterEach(() => graph.close());

describe('who asks', () => {
  it('is a person when the token is good: one exchange, then every subgraph knows them', async () => {
    const token = await graph.accessToken();

    const answer = await graph.ask('{ viewer { id email applications } me }', { token });

    expect(answer).toEqual({
      status: 200,
      data: { viewer: { id: claims.sub, email: 'nova@contributors.example', applications: ['first'] }, me: claims.sub },
    });
    expect(graph.exchanges).toBe(1);
  });

  it('is anonymous without a token, and identity is not asked', async () => {
    expect(await graph.ask('{ viewer { id } list }')).toEqual({ status: 200, data: { viewer: null, list: ['20'] } });
    expect(graph.exchanges).toBe(0);
  });

  it('does not depend on forged headers', async () => {
    const headers = { 'x-caller': 'forged', 'x-gateway': 't=1,s=x', 'x-user-id': claims.sub, 'x-org-id': '1', 'x-internal-role': 'ADMIN' };

    expect((await graph.ask('{ viewer { id } list }', { headers })).data).toEqual({ viewer: null, list: ['20'] });

    expect(graph.received.length).toBeGreaterThan(0);
    for (const one of graph.received) expect(Object.keys(one).filter((name) => /^x-(user|org|internal|caller)/.test(name))).toEqual([]);
  });

  it.each([
    ['no JWT', async () => 'nonsense'],
    [
      'alg none',
      async () => `${btoa('{"alg":"none","typ":"at+jwt"}')}.${btoa(JSON.stringify({ ...claims, iss: ISSUER, aud: AUDIENCE, exp: 9e9 }))}.`,
    ],
    ['HS256 with the public key', () => signed(graph, { alg: 'HS256' })],
    ['a foreign key', () => signed(graph, { foreign: true })],
    ['an unknown kid', () => signed(graph, { kid: 'zz' })],
    ['another issuer', () => signed(graph, { iss: 'elsewhere' })],
    ['another audience', () => signed(graph, { aud: 'elsewhere' })],
    ['another type', () => signed(graph, { typ: 'caller+jwt' })],
    ['an expired token', () => signed(graph, { exp: 1_700_000_000 })],
    ['no scope', () => signed(graph, { without: 'scope' })],
    ['no client', () => signed(graph, { without: 'client_id' })],
  ])('is refused with 401 before any subgraph is asked: %s', async (_what, forge) => {
    const token = await forge();

    expect(await graph.ask('{ list }', { token })).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });

    expect(graph.received).toEqual([]);
    expect(graph.exchanges).toBe(0);
  });

  it('is a person by the token that the refused ones differ from in one thing each', async () => {
    expect((await graph.ask('{ me }', { token: await signed(graph, {}) })).data).toEqual({ me: claims.sub });
  });

  it('is refused when identity says that the session has ended', async () => {
    graph.person = null;

    expect(await graph.ask('{ list }', { token: await graph.accessToken() })).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(graph.received).toEqual([]);
  });
});

describe('the exchange', () => {
  it('is remembered for reads and made anew for mutations', async () => {
    const token = await graph.accessToken();

    for (let read = 0; read < 3; read += 1) await graph.ask('{ me }', { token });
    expect(graph.exchanges).toBe(1);

    await graph.ask('mutation { rename(name: "a") }', { token });
    await graph.ask('mutation { rename(name: "b") }', { token });
    expect(graph.exchanges).toBe(3);
  });

  it('is one call for requests at the same time', async () => {
    const token = await graph.accessToken();

    await Promise.all(Array.from({ length: 10 }, () => graph.ask('{ me }', { token })));

    expect(graph.exchanges).toBe(1);
  });

  it('lets a suspension stop the next mutation', async () => {
    const token = await graph.accessToken();
    await graph.ask('{ me }', { token });
    graph.person = { ...graph.person!, status: 'SUSPENDED' };

    expect(await graph.ask('mutation { rename(name: "a") }', { token })).toMatchObject({
      status: 403,
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });

  it('survives identity’s absence for reads, and for mutations only while the caller token is young', async () => {
    const token = await graph.accessToken();
    await graph.ask('{ me }', { token });
    await graph.stopIdentity();

    expect((await graph.ask('{ viewer { id } list }', { token })).data).toMatchObject({ list: ['20'] });
    expect((await graph.ask('mutation { rename(name: "a") }', { token })).errors).toMatchObject([
      { extensions: { code: 'SERVICE_UNAVAILABLE' }, path: ['rename'] },
    ]);

    late = 6_000;
    const old = await graph.ask('mutation { rename(name: "a") }', { token });
    const read = await graph.ask('{ list }', { token });
    expect(old).toMatchObject({ status: 503, errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] });
    expect(read).toEqual({ status: 200, data: { list: ['20'] } });
  });
});

describe('the directives', () => {
  it('refuse the whole operation and name the coordinates, before any subgraph is asked', async () => {
    expect(await graph.ask('{ list me }')).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED', unauthorized: ['Query.me'] } }],
    });
    expect(await graph.ask('query { ...all } fragment all on Query { list queue }', { token: await graph.accessToken() })).toMatchObject({
      status: 403,
      errors: [{ extensions: { code: 'FORBIDDEN', unauthorized: ['Query.queue'] } }],
    });
    expect(graph.received).toEqual([]);
  });

  it('judge each caller anew, although the document is the same', async () => {
    const token = await graph.accessToken();
    expect((await graph.ask('{ queue }', { token })).status).toBe(403);
    graph.person = { ...graph.person!, staffRoles: ['TRUST_REVIEWER'] };
    await graph.ask('mutation { rename(name: "a") }', { token });

    expect(await graph.ask('{ queue }', { token })).toEqual({ status: 200, data: { queue: ['case'] } });
    expect((await graph.ask('{ queue }')).status).toBe(401);
  });
});

interface Forgery {
  readonly alg?: string;
  readonly kid?: string;
  readonly typ?: string;
  readonly iss?: string;
  readonly aud?: string;
  readonly exp?: number;
  readonly foreign?: boolean;
  readonly without?: 'scope' | 'client_id';
}

async function signed({ accessKey }: SpecGraph, forgery: Forgery): Promise<string> {
  const { alg = 'EdDSA', kid = 'a1', typ = 'at+jwt', iss = ISSUER, aud = AUDIENCE, exp = Math.floor(Date.now() / 1000) + 300 } = forgery;
  const foreign = await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).privateKey);
  const key = alg === 'HS256' ? new TextEncoder().encode(accessKey.x) : await importJWK(forgery.foreign ? foreign : accessKey, 'EdDSA');
  const { sub, sid } = claims;
  const rest = { client_id: 'first-party', scope: 'graph:read', auth_time: 1, amr: ['pwd'] };
  return new SignJWT({ sid, ...rest, ...(forgery.without && { [forgery.without]: undefined }) })
    .setProtectedHeader({ alg, kid, typ })
    .setSubject(sub)
    .setIssuer(iss)
    .setAudience(aud)
    .setIssuedAt()
    .setExpirationTime(exp)
    .sign(key);
}
