import { specGraph, type SpecGraph } from './spec-graph.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])';
const numbers = Array.from({ length: 7 }, (_, index) => ({ id: String(index) }));

const shop = {
  name: 'shop',
  sdl: `${LINK}
    type Book @key(fields: "id") { id: ID! }
    type Film @key(fields: "id") { id: Int! }
    union Any = Book | Film
    type Query { books: [Book] best: Book lost: Book film: Film any: [Any] }`,
  resolvers: {
    Query: {
      books: () => numbers.slice(0, 6),
      lost: () => numbers[6],
      best: () => numbers[0],
      film: () => ({ id: 0 }),
      any: () => [
        { __typename: 'Film', id: 4 },
        { __typename: 'Book', id: '5' },
      ],
    },
  },
};

const facts = {
  name: 'facts',
  sdl: `${LINK}
    type Book @key(fields: "id") { id: ID! pages: Int author(of: Int): Author }
    type Film @key(fields: "id") { id: Int! minutes: Int }
    type Author { name: String of: Int }`,
  resolvers: {
    Book: {
      __resolveReference: (book: { id: string }) => {
        if (book.id === '6') throw new Error('no book 6');
        return book;
      },
      pages: ({ id }: { id: string }) => {
        if (id === '5') throw new Error('5 has no pages');
        return Number(id) * 100;
      },
      author: ({ id }: { id: string }, args: { of: number }) => ({ name: `author of ${id}`, of: args.of }),
    },
    Film: { __resolveReference: (film: unknown) => film, minutes: ({ id }: { id: number }) => id + 90 },
  },
};

let graph: SpecGraph;
beforeAll(async () => void (graph = await specGraph([shop, facts], 3)));
afterAll(() => graph.close());

const representationsOf = ({ body }: { body: string }): unknown[] =>
  Object.values((JSON.parse(body) as { variables: Record<string, unknown[]> }).variables);

describe('mergeFetches', () => {
  it('asks one subgraph for the same of several places in one list', async () => {
    const { stock, compiled, requests, stockRequests } = await graph.both({ query: '{ best { pages } other: best { pages } }' });

    expect(JSON.parse(JSON.stringify(compiled))).toEqual(JSON.parse(JSON.stringify(stock)));
    expect([requests.length, stockRequests]).toEqual([2, 3]);
    expect(representationsOf(requests[1]!)).toEqual([[{ __typename: 'Book', id: '0' }]]);
  });

  it('asks one subgraph for different things in one operation', async () => {
    const query =
      'query ($a: Int, $b: Int) { best { pages author(of: $a) { name of } } other: best { author(of: $b) { of } } film { minutes } }';
    const { stock, compiled, requests, stockRequests } = await graph.both({ query, variables: { a: 1, b: 2 } });

    expect(compiled.data).toEqual(stock.data);
    expect(compiled.data).toMatchObject({ best: { pages: 0, author: { of: 1 } }, other: { author: { of: 2 } }, film: { minutes: 90 } });
    expect([requests.length, stockRequests]).toEqual([2, 4]);
  });

  it('splits long lists and puts errors where they belong', async () => {
    const { stock, compiled, requests } = await graph.both({ query: '{ books { id pages author(of: 1) { name } } }' });

    expect(JSON.parse(JSON.stringify(compiled))).toEqual(JSON.parse(JSON.stringify(stock)));
    expect(compiled.errors).toMatchObject([{ message: '5 has no pages', path: ['books', 5, 'pages'] }]);
    expect(requests.slice(1).map((request) => (representationsOf(request)[0] as unknown[]).length)).toEqual([3, 3]);
  });

  it('lets a part that fails as a whole take nothing else with it', async () => {
    const { stock, compiled } = await graph.both({ query: '{ lost { pages } best { pages author(of: 1) { of } } film { minutes } }' });

    expect(compiled.data).toEqual({ lost: { pages: null }, best: { pages: 0, author: { of: 1 } }, film: { minutes: 90 } });
    expect(JSON.parse(JSON.stringify(compiled))).toEqual(JSON.parse(JSON.stringify(stock)));
  });

  it('gives the planner its aliases back where keys of two types collide', async () => {
    const { stock, compiled } = await graph.both({ query: '{ any { ... on Film { minutes } ... on Book { author(of: 3) { name } } } }' });

    expect(compiled.data).toEqual({ any: [{ minutes: 94 }, { author: { name: 'author of 5' } }] });
    expect(compiled.data).toEqual(stock.data);
  });
});
