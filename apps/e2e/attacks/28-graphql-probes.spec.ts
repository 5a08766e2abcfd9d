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

describe('what scanners try: batches, overloads, GET and forms, introspection, traces and debug modes', () => {
  const set = stage();

  it.each<[string, Probe, number]>([
    ['a mutation by GET', { method: 'GET', search: search(MUTATION) }, 404],
    ['a query by GET', { method: 'GET', search: search('{ viewer { id } }') }, 404],
    ['a query in the URL of a POST', { search: search('{ viewer { id } }') }, 400],
    ['a form', { headers: FORM, body: new URLSearchParams({ query: MUTATION }).toString() }, 415],
    ['a form with several parts', { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x--' }, 415],
    ['plain text, which needs no preflight', { headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ query: MUTATION }) }, 415],
    ['no content type', {}, 400],
    ['PUT', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{}' }, 404],
    ['DELETE', { method: 'DELETE' }, 404],
    ['TRACK of a proxy', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{}' }, 404],
    ['no JSON', { headers: { 'content-type': 'application/json' }, body: '{"query":' }, 400],
    ['__proto__', { headers: { 'content-type': 'application/json' }, body: '{"__proto__":{"query":"{ viewer { id } }"}}' }, 400],
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
    ['a batch of ten', Array.from({ length: 10 }, () => ({ query: '{ viewer { id } }' }))],
    ['an empty batch', []],
    ['101 aliases', { query: `{ ${Array.from({ length: 101 }, (_, n) => `a${n}: __typename`).join(' ')} }` }],
    ['a field 500 times', { query: `{ ${'opportunities { pageInfo { endCursor } } '.repeat(500)} }` }],
    ['500 directives', { query: `{ __typename ${'@include(if: true) '.repeat(500)} }` }],
    ['500 directives that are none', { query: `{ __typename ${'@aa '.repeat(500)} }` }],
    ['circular introspection', { query: `{ __schema { types { ${circular(5)} } } }` }],
    ['a fragment that spreads itself', { query: '{ viewer { ...a } } fragment a on Viewer { id ...b } fragment b on Viewer { ...a }' }],
    [
      'fragments that multiply',
      {
        query: `{ viewer { ...a } } fragment a on Viewer { ${'...b '.repeat(40)} } fragment b on Viewer { ${'...c '.repeat(40)} } fragment c on Viewer { id }`,
      },
    ],
    ['two operations of which none is named', { query: 'query a { viewer { id } } query b { viewer { id } }' }],
    ['an operation that is not there', { query: 'query a { viewer { id } }', operationName: 'b' }],
    ['variables that are no object', { query: '{ viewer { id } }', variables: 'x' }],
    ['a query that is no text', { query: { viewer: 'id' } }],
    ['a persisted query', { extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }],
    ['a subscription', { query: 'subscription { viewer { id } }' }],
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
  ])('%s: %s tells nothing more', async (name, value) => {
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
