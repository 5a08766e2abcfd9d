import { post, send, stage, TELLTALES } from './stage.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const MUTATION = 'mutation { verifyEmail(input: { token: "probe" }) { __typename } }';
const search = (query: string): string => `?query=${encodeURIComponent(query)}`;

interface Probe {
  readonly search?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

describe('what scanners of GraphQL try: overloads, batches, circles, GET and forms, traces, suggestions and unhandled errors', () => {
  const set = stage();

  it.each<[string, Probe, number]>([
    ['GET mutation', { method: 'GET', search: search(MUTATION) }, 404],
    ['GET query', { method: 'GET', search: search('{ viewer { id } }') }, 404],
    ['query in the URL of a POST', { search: search('{ viewer { id } }') }, 400],
    ['url-encoded POST', { headers: FORM, body: new URLSearchParams({ query: MUTATION }).toString() }, 415],
    ['multipart POST', { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x--' }, 415],
    [
      'plain text POST, which needs no preflight',
      { headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ query: MUTATION }) },
      415,
    ],
    ['POST without a content type', {}, 400],
    ['an explorer by GET', { method: 'GET', headers: { accept: 'text/html' } }, 404],
    ['PUT', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{}' }, 404],
    ['DELETE', { method: 'DELETE' }, 404],
    ['PATCH', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{}' }, 404],
    ['unhandled errors: no JSON', { headers: { 'content-type': 'application/json' }, body: '{"query":' }, 400],
    [
      'unhandled errors: __proto__',
      { headers: { 'content-type': 'application/json' }, body: '{"__proto__":{"query":"{ viewer { id } }"}}' },
      400,
    ],
  ])('%s', async (_what, probe, expected) => {
    const before = await set.asked();
    const { status, text } = await send(set.production, probe);

    expect(status).toBe(expected);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: expect.any(String) as string } }] });
    expect(text).not.toMatch(TELLTALES);
    expect(await set.asked()).toBe(before);
  });

  const circular = (levels: number): string => (levels === 0 ? 'name' : `fields { type { ${circular(levels - 1)} } }`);
  it.each<[string, unknown]>([
    ['array batching: ten operations', Array.from({ length: 10 }, () => ({ query: '{ viewer { id } }' }))],
    ['array batching: none', []],
    ['alias overloading: 101', { query: `{ ${Array.from({ length: 101 }, (_, n) => `a${n}: __typename`).join(' ')} }` }],
    ['field duplication: 500 times', { query: `{ ${'opportunities { pageInfo { endCursor } } '.repeat(500)} }` }],
    ['directive overloading: 500', { query: `{ __typename ${'@include(if: true) '.repeat(500)} }` }],
    ['directive overloading: 500 that are none', { query: `{ __typename ${'@aa '.repeat(500)} }` }],
    ['circular introspection', { query: `{ __schema { types { ${circular(5)} } } }` }],
    ['field suggestions', { query: '{ viewr { id } }' }],
    ['field suggestions: of an argument', { query: '{ opportunities(frist: 1) { pageInfo { endCursor } } }' }],
    ['circular fragments', { query: '{ viewer { ...a } } fragment a on Viewer { id ...b } fragment b on Viewer { ...a }' }],
    [
      'multiplying fragments',
      {
        query: `{ viewer { ...a } } fragment a on Viewer { ${'...b '.repeat(40)} } fragment b on Viewer { ${'...c '.repeat(40)} } fragment c on Viewer { id }`,
      },
    ],
    ['unhandled errors: two operations of which none is named', { query: 'query a { viewer { id } } query b { viewer { id } }' }],
    ['unhandled errors: an operation that is not there', { query: 'query a { viewer { id } }', operationName: 'b' }],
    ['unhandled errors: variables that are no object', { query: '{ viewer { id } }', variables: 'x' }],
    ['unhandled errors: a query that is no text', { query: { viewer: 'id' } }],
    ['persisted query of a stranger', { extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }],
    ['subscription', { query: 'subscription { viewer { id } }' }],
    ['@defer', { query: '{ viewer { id ... @defer { email } } }' }],
  ])('%s is refused whole', async (_what, payload) => {
    const before = await set.asked();
    const { text } = await post(set.production, payload);

    expect(JSON.parse(text)).toMatchObject({ errors: expect.any(Array) as object[] });
    expect(text).toMatch(/BAD_USER_INPUT|QUERY_TOO_EXPENSIVE/);
    expect(text).not.toMatch(TELLTALES);
    expect(text).not.toContain('"data":{');
    expect(await set.asked()).toBe(before);
  });

  it.each([
    ['apollo-federation-include-trace', 'ftv1'],
    ['apollo-expose-query-plan', 'true'],
    ['apollo-query-plan-experimental', 'true'],
    ['x-apollo-tracing', '1'],
    ['x-debug', '1'],
  ])('trace and debug extensions: %s: %s tells nothing more', async (name, value) => {
    for (const query of ['{ viewer { id } opportunities { edges { node { id } } } }', '{ nothing }']) {
      const [plain, probed] = [await post(set.production, { query }), await post(set.production, { query }, { [name]: value })];

      expect(probed.text).toBe(plain.text);
      expect(plain.text).not.toMatch(/"extensions":\{"(?!code)|queryPlan|ftv1|tracing|stacktrace/);
    }
  });

  it('names no software in its headers', async () => {
    const { headers } = await post(set.production, { query: '{ viewer { id } }' });

    expect([headers.get('server'), headers.get('x-powered-by'), headers.get('access-control-allow-origin')]).toEqual([null, null, null]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
