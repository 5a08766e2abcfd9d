import { specGraph, type SpecGraph } from './spec-graph.ts';

// Where the stock executor does not do what the specification says: the cases of tools/differential/README.md.

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])';

const a = {
  name: 'a',
  sdl: `${LINK}
    interface Named { name: String }
    type Thing implements Named @key(fields: "id") { id: ID! name: String }
    type Other implements Named { name: String }
    type Query { grid: [[Thing]] thing: Thing mixed: [Named] }`,
  resolvers: {
    Query: {
      grid: () => [[{ id: '1', name: 'one' }], [null, { id: '2', name: 'two' }]],
      thing: () => ({ id: '1', name: 'one' }),
      mixed: () => [
        { __typename: 'Other', name: 'other' },
        { __typename: 'Thing', id: '1', name: 'one' },
      ],
    },
    Named: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
  },
};

const b = {
  name: 'b',
  sdl: `${LINK} type Thing @key(fields: "id") { id: ID! size: Int part: Part count(of: Int): Int } type Part { no: Int } type Query { grid: [[Thing]] @shareable }`,
  resolvers: {
    Thing: {
      __resolveReference: (thing: unknown) => thing,
      part: () => ({ no: 7 }),
      count: (_thing: unknown, { of }: { of: number }) => of,
      size: () => {
        throw new Error('unknown size');
      },
    },
  },
};

let graph: SpecGraph;
beforeAll(async () => void (graph = await specGraph([a, { ...b, sdl: b.sdl.replace('type Query { grid: [[Thing]] @shareable }', '') }])));
afterAll(() => graph.close());

describe('where the stock executor is wrong', () => {
  it('decides by the object whether a fragment applies, not by the fragment around it', async () => {
    const { stock, compiled } = await graph.both({ query: '{ thing { ... on Named { name ... on Thing { id } } } }' });

    expect(compiled.data).toEqual({ thing: { name: 'one', id: '1' } });
    expect(stock.data).not.toEqual(compiled.data);
  });

  it('places an error at the element that failed, not at the one with its number among those that were asked for', async () => {
    const { stock, compiled } = await graph.both({ query: '{ mixed { name ... on Thing { size } } }' });

    expect(compiled.errors).toMatchObject([{ message: 'unknown size', path: ['mixed', 1, 'size'] }]);
    expect(stock.errors).toMatchObject([{ message: 'unknown size', path: ['mixed', 0, 'size'] }]);
  });

  it('reaches the entities in lists of lists', async () => {
    const { compiled } = await graph.both({ query: '{ grid { id part { no } } }' });

    expect(compiled.data).toEqual({ grid: [[{ id: '1', part: { no: 7 } }], [null, { id: '2', part: { no: 7 } }]] });
  });
});
