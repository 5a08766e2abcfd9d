import { parse } from 'graphql';
import { compileOperation, unsupportedReason } from './index.ts';
import { specGraph, type SpecGraph } from './spec-graph.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@external", "@requires", "@shareable", "@interfaceObject"])';

interface Product {
  readonly __typename?: string;
  readonly id: string;
  readonly weight?: number;
}

const products = [
  { id: '1', name: 'Table', weight: 10 },
  { id: '2', name: null, weight: 20 },
  null,
  { id: '1', name: 'Table', weight: 10 },
];

const catalogue = {
  name: 'catalogue',
  sdl: `${LINK}
    scalar Json enum Size { SMALL LARGE }
    interface Item { id: ID! name: String }
    type Product implements Item @key(fields: "id") { id: ID! name: String weight: Int size(of: Size = LARGE): Size meta: Json strict: String! rows: [[Int]] }
    type Service implements Item { id: ID! name: String hours: Int! }
    union Any = Product | Service
    type Query { products: [Product] required: [Product!] any: [Any] items: [Item] echo(value: Int = 3): Int }
    type Mutation { first: Int second: Product }`,
  resolvers: {
    Query: {
      products: () => products,
      required: () => products.filter((product) => product),
      any: () => [
        { __typename: 'Product', ...products[0] },
        { __typename: 'Service', id: 's', name: 'Repair', hours: 2 },
      ],
      items: () => [
        { __typename: 'Service', id: 's', name: 'Repair', hours: 2 },
        { __typename: 'Product', ...products[1] },
      ],
      echo: (_root: unknown, { value }: { value: number }) => value,
    },
    Mutation: { first: () => 1, second: () => products[0] },
    Product: {
      __resolveReference: ({ id }: Product) => products.find((product) => product?.id === id),
      size: (_product: Product, { of }: { of: string }) => of,
      meta: () => ({ __proto: 1, deep: [{ a: null }] }),
      rows: () => [[1, null], null],
      strict: ({ id }: Product) => (id === '2' ? null : 'kept'),
    },
  },
};

const reviews = {
  name: 'reviews',
  sdl: `${LINK}
    type Product @key(fields: "id") { id: ID! weight: Int @external score: Int! broken: Int shipping: Int @requires(fields: "weight") reviews: [Review!]! }
    type Review { text: String product: Product }
    type Query { reviews: [Review] }`,
  resolvers: {
    Query: {
      reviews: () => [
        { text: 'good', product: { id: '1' } },
        { text: null, product: { id: '2' } },
      ],
    },
    Product: {
      __resolveReference: (product: Product) => (product.id === '3' ? null : product),
      score: ({ id }: Product) => Number(id) * 10,
      shipping: ({ weight }: Product) => weight! * 2,
      reviews: ({ id }: Product) => [{ text: `of ${id}`, product: { id } }],
      broken: ({ id }: Product) => {
        if (id === '1') throw new Error('no score for 1');
        return 5;
      },
    },
  },
};

let graph: SpecGraph;
beforeAll(async () => void (graph = await specGraph([catalogue, reviews])));
afterAll(() => graph.close());

/** Answers by both executors, which must agree, and returns what they say. */
async function ask(query: string, variables?: Record<string, unknown>) {
  const { stock, compiled, requests, stockRequests } = await graph.both({ query, ...(variables && { variables }) });
  const plain = JSON.parse(JSON.stringify(compiled)) as Record<string, unknown>;
  expect(plain).toEqual(JSON.parse(JSON.stringify(stock)));
  return { answer: plain, requests, stockRequests };
}

describe('compileOperation', () => {
  it('joins entities of two subgraphs and sends each representation once', async () => {
    const { answer, requests } = await ask('{ products { title: name score __typename reviews { text product { name } } } }');

    expect(answer['data']).toMatchObject({ products: [{ title: 'Table', score: 10 }, { title: null, score: 20 }, null, { score: 10 }] });
    const [sent] = requests.filter(({ subgraph }) => subgraph === 'reviews');
    expect((JSON.parse(sent!.body) as { variables: { representations: unknown[] } }).variables.representations).toHaveLength(2);
  });

  it.each([
    ['an error at every place of its entity', '{ required { id broken } }'],
    ['a null that must be spread', '{ products { id strict } required { id } }'],
    [
      'abstract types',
      '{ any { __typename ... on Item { id } ... on Service { hours kind: __typename } ... on Product { score } } items { name ... on Product { shipping } } }',
    ],
    ['introspection', '{ __typename __schema { queryType { name } } __type(name: "Product") { kind fields { name } } echo }'],
    ['a mutation in series', 'mutation { first second { name score } again: first }'],
    ['what a subgraph needs of another', '{ products { shipping } reviews { product { shipping weight } } }'],
    ['custom scalars, enums and lists of lists', '{ products { meta rows size other: size(of: SMALL) } }'],
  ])('agrees with the stock executor on %s', async (_what, query) => {
    await ask(query);
  });

  it('tells an error at each place of an entity that several places share', async () => {
    const { compiled } = await graph.both({ query: '{ products { id broken } }' });

    expect(compiled.errors?.map(({ path }) => path)).toEqual([
      ['products', 0, 'broken'],
      ['products', 3, 'broken'],
    ]);
  });

  it.each([[{ a: true, b: true }], [{ a: true, b: false }], [{ a: false, b: true }], [{ a: false }]])(
    'follows @skip and @include by variables %j',
    async (variables) => {
      await ask(
        `query ($a: Boolean!, $b: Boolean = true) {
        products { id @skip(if: $a) ... @include(if: $b) { score name } ...More @skip(if: $b) }
        reviews @include(if: $a) { text } echo(value: 4) @skip(if: false) }
      fragment More on Product { score @include(if: $a) shipping }`,
        variables,
      );
    },
  );

  it('sends the variables that the client gave, and no others', async () => {
    const { answer, requests } = await ask('query ($value: Int, $other: Int = 7) { echo(value: $value) more: echo(value: $other) }', {
      value: null,
    });

    expect(answer['data']).toEqual({ echo: null, more: 7 });
    expect(JSON.parse(requests[0]!.body)).toMatchObject({ variables: { value: null } });
  });

  it('refuses @defer with a code', () => {
    const compile = () =>
      compileOperation({
        document: parse('{ products { id ... @defer { name } } }'),
        plan: { kind: 'QueryPlan' },
        supergraphSchema: graph.apiSchema,
        apiSchema: graph.apiSchema,
      });

    expect(compile).toThrow(expect.objectContaining({ extensions: { code: 'DEFER_NOT_SUPPORTED' } }));
  });

  it('says why it leaves an operation to another executor', () => {
    const schemas = { supergraphSchema: graph.apiSchema, apiSchema: graph.apiSchema };
    const reasonOf = (query: string): unknown => {
      try {
        return compileOperation({ document: parse(query), plan: { kind: 'QueryPlan' }, ...schemas });
      } catch (error) {
        return unsupportedReason(error);
      }
    };

    expect(reasonOf('{ constructor: echo }')).toBe('prototype-name');
    expect(reasonOf('subscription { echo }')).toBe('subscription');
  });
});
