import { post, stage, TELLTALES } from './stage.ts';

const PAGE = 'edges { node { id } }';
const nested = (levels: number): string => (levels === 0 ? 'id' : `company { opportunities { edges { node { ${nested(levels - 1)} } } } }`);
const opportunities = (args: string): string => `{ opportunities${args} { ${PAGE} } }`;
const MILLION = 1_000_000;

describe('60 aliases, depth 20, 2 001 tokens, over 100 kB and pages of a million are refused before any subgraph is asked', () => {
  const set = stage();

  it.each<[string, object, number, RegExp]>([
    [
      '60 aliases',
      { query: `{ ${Array.from({ length: 60 }, (_, n) => `a${n}: opportunities { ${PAGE} }`).join(' ')} }` },
      400,
      /QUERY_TOO_EXPENSIVE/,
    ],
    ['21 levels', { query: `{ opportunities { edges { node { ${nested(4)} } } } }` }, 400, /QUERY_TOO_EXPENSIVE/],
    ['2 001 tokens', { query: `{ ${'__typename '.repeat(1_999)} }` }, 400, /QUERY_TOO_EXPENSIVE/],
    [
      '21 directives',
      { query: `{ opportunities ${'@include(if: true) '.repeat(1)} { ${'pageInfo @include(if: true) { endCursor } '.repeat(20)} } }` },
      400,
      /QUERY_TOO_EXPENSIVE/,
    ],
    ['over 100 kB', { query: `{ viewer { id } } # ${'x'.repeat(100_000)}` }, 413, /BAD_USER_INPUT/],
    ['a million by literal', { query: opportunities(`(first: ${MILLION})`) }, 400, /BAD_USER_INPUT|QUERY_TOO_EXPENSIVE/],
    [
      'a million by variable',
      { query: `query ($n: Int) ${opportunities('(first: $n)')}`, variables: { n: MILLION } },
      400,
      /BAD_USER_INPUT|QUERY_TOO_EXPENSIVE/,
    ],
    [
      'a million by default',
      { query: `query ($n: Int = ${MILLION}) ${opportunities('(first: $n)')}` },
      400,
      /BAD_USER_INPUT|QUERY_TOO_EXPENSIVE/,
    ],
    [
      'pages of a hundred in pages of a hundred',
      {
        query: `query ($n: Int = 100) { opportunities(first: $n) { edges { node { company { opportunities(first: $n) { ${PAGE} } } } } } }`,
      },
      400,
      /QUERY_TOO_EXPENSIVE/,
    ],
  ])('%s', async (_what, payload, expected, code) => {
    const before = await set.asked();

    for (const url of [set.url, set.production]) {
      const { status, text } = await post(url, payload);
      expect([status, text]).toEqual([expected, expect.stringMatching(code)]);
      expect(text).not.toMatch(TELLTALES);
      expect(text).not.toContain('"data"');
    }
    expect(await set.asked()).toBe(before);
  });

  it('while a full page is answered', async () => {
    expect((await post(set.url, { query: opportunities('(first: 100)') })).status).toBe(200);
  });
});
