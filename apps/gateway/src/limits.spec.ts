import { createHash } from 'node:crypto';
import { startSpecGraph, type SpecGraph } from './spec-graph.ts';

let graph: SpecGraph;

beforeAll(async () => {
  graph = await startSpecGraph({ production: true });
});

afterAll(() => graph.close());

beforeEach(() => void graph.received.splice(0));

const nested = (depth: number): string => (depth === 1 ? 'name' : `tree { ${nested(depth - 1)} }`);
const aliases = (count: number): string => Array.from({ length: count }, (_value, index) => `a${index}: list`).join(' ');

describe('the limits', () => {
  it.each([
    ['31 aliases', `{ ${aliases(31)} }`, 'QUERY_TOO_EXPENSIVE'],
    [
      'aliases multiplied by fragments',
      `{ tree { ${'...f '.repeat(11)} } } fragment f on Tree { a: name b: name c: name }`,
      'QUERY_TOO_EXPENSIVE',
    ],
    ['11 levels', `{ ${nested(11)} }`, 'QUERY_TOO_EXPENSIVE'],
    [
      'levels hidden in fragments',
      `{ tree { ...a } } fragment a on Tree { ${nested(6)} ...b } fragment b on Tree { ${nested(10)} }`,
      'QUERY_TOO_EXPENSIVE',
    ],
    ['21 directives', `{ ${'list @include(if: true) '.repeat(21)} }`, 'QUERY_TOO_EXPENSIVE'],
    ['2 001 tokens', `{ ${'list '.repeat(2_000)} }`, 'QUERY_TOO_EXPENSIVE'],
    [
      'two sign-ins',
      'mutation { a: signIn(input: { email: "e", password: "1" }) { __typename } b: signIn(input: { email: "e", password: "2" }) { __typename } }',
      'QUERY_TOO_EXPENSIVE',
    ],
    ['a fragment that spreads itself', '{ tree { ...a } } fragment a on Tree { tree { ...a } }', 'BAD_USER_INPUT'],
    ['pages in pages', `{ items(first: 100) { edges { items(first: 100) { edges { name } } } } }`, 'QUERY_TOO_EXPENSIVE'],
    [
      'pages in pages by variables and their defaults',
      'query ($a: Int = 100, $b: Int = 100) { items(first: $a) { edges { items(first: $b) { edges { name } } } } }',
      'QUERY_TOO_EXPENSIVE',
    ],
    ['1 001 selections', `{ ${'list '.repeat(1_001)} }`, 'BAD_USER_INPUT'],
    [
      'selections multiplied by fragments',
      `{ tree { ${'...a '.repeat(11)} } } fragment a on Tree { ${'...b '.repeat(10)} } fragment b on Tree { ${'name '.repeat(10)} }`,
      'BAD_USER_INPUT',
    ],
    ['a page of a million', '{ list(first: 1000000) }', 'BAD_USER_INPUT'],
    ['a page of a million by default', 'query ($n: Int = 1000000) { list(first: $n) }', 'BAD_USER_INPUT'],
    ['a page of nothing', '{ list(first: 0) }', 'BAD_USER_INPUT'],
    ['a number out of range', '{ list(first: 2147483648) }', 'BAD_USER_INPUT'],
    ['a date that is none', '{ at(instant: "tomorrow") }', 'BAD_USER_INPUT'],
    ['introspection', '{ __schema { types { name } } }', 'BAD_USER_INPUT'],
    ['_service', '{ _service { sdl } }', 'BAD_USER_INPUT'],
    ['_entities', '{ _entities(representations: []) { __typename } }', 'BAD_USER_INPUT'],
    ['a subscription', 'subscription { list }', 'BAD_USER_INPUT'],
    ['no operation', 'fragment a on Tree { name }', 'BAD_USER_INPUT'],
    ['no GraphQL', '{ list', 'BAD_USER_INPUT'],
  ])('refuse %s with 400', async (_what, query, code) => {
    const answer = await graph.ask(query);

    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code } }] });
    expect(JSON.stringify(answer)).not.toMatch(/stack|node_modules|Did you mean/);
    expect(graph.received).toEqual([]);
  });

  it('refuse wrong variables with 400', async () => {
    const answers = await Promise.all([
      graph.ask('query ($n: Int) { list(first: $n) }', { variables: { n: 1_000_000 } }),
      graph.ask('query ($t: DateTime!) { at(instant: $t) }', { variables: { t: '2026-02-30T00:00:00Z' } }),
      graph.ask('query ($t: DateTime!) { at(instant: $t) }', { variables: { t: '\ud800' } }),
      graph.ask('query ($t: DateTime!) { at(instant: $t) }'),
    ]);

    for (const answer of answers) expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(graph.received).toEqual([]);
  });

  it('judge a document that they know by its variables of today', async () => {
    const list = 'query ($n: Int) { list(first: $n) }';
    const pages = 'query ($n: Int) { items(first: $n) { edges { items(first: $n) { edges { name } } } } }';

    for (const query of [list, pages]) expect((await graph.ask(query, { variables: { n: 2 } })).status).toBe(200);
    const answers = [await graph.ask(list, { variables: { n: 101 } }), await graph.ask(pages, { variables: { n: 100 } })];

    expect(answers).toMatchObject([
      { status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
      { status: 400, errors: [{ extensions: { code: 'QUERY_TOO_EXPENSIVE' } }] },
    ]);
  });

  it('name nothing of the schema', async () => {
    const { errors } = await graph.ask('{ lits }');

    expect(errors?.[0]?.message).not.toMatch(/list/);
  });

  it('leave room for what clients need', async () => {
    expect((await graph.ask(`{ ${nested(10)} }`)).status).toBe(200);
    expect((await graph.ask(`{ ${aliases(30)} }`)).status).toBe(200);
    expect((await graph.ask('query ($n: Int = 100) { list(first: $n) at(instant: "2026-03-01T00:00:00Z") }')).data).toEqual({
      list: ['100'],
      at: '2026-03-01T00:00:00.000Z',
    });
  });

  it('take no request that a page elsewhere could make a browser send', async () => {
    const answer = await graph.gateway.inject({ method: 'POST', url: '/graphql' });

    expect(answer.json()).toMatchObject({ errors: [{ message: expect.stringContaining('CSRF') as string }] });
  });

  it('remember no document for whoever knows its hash', async () => {
    const query = '{ list }';
    const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } };
    const send = (payload: object) => graph.gateway.inject({ method: 'POST', url: '/graphql', payload });
    await send({ query, extensions });

    graph.received.splice(0);

    const answer = await send({ extensions });

    expect(answer.json()).toMatchObject({ errors: [{ message: 'PersistedQueryNotSupported', extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(graph.received).toEqual([]);
  });

  it('answer wrong HTTP as JSON', async () => {
    const post = (payload: string, type = 'application/json') =>
      graph.gateway.inject({ method: 'POST', url: '/graphql', headers: { 'content-type': type }, payload });
    const answers = {
      tooLarge: await post(JSON.stringify({ query: `# ${'x'.repeat(100_001)}\n{ list }` })),
      noJson: await post('{'),
      batch: await post('[{"query":"{ list }"}]'),
      noQuery: await post('{}'),
      form: await post('query=%7Blist%7D', 'application/x-www-form-urlencoded'),
      text: await post('{"query":"{ list }"}', 'text/plain'),
      get: await graph.gateway.inject('/graphql?query={list}'),
    };

    const statuses = Object.fromEntries(Object.entries(answers).map(([name, { statusCode }]) => [name, statusCode]));
    expect(statuses).toEqual({ tooLarge: 413, noJson: 400, batch: 400, noQuery: 400, form: 415, text: 415, get: 404 });
    for (const answer of Object.values(answers))
      expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: expect.any(String) as string } }] });
  });
});
