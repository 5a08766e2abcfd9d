import { listLoaderOf, loaderOf } from './loader.ts';

interface Row {
  readonly id: string;
  readonly group: string;
}

const rows: readonly Row[] = [
  { id: 'b', group: 'x' },
  { id: 'a', group: 'x' },
];

describe('loaders', () => {
  it('ask once for many keys, and answer null for what is not there', async () => {
    const asked: (readonly string[])[] = [];
    const loader = loaderOf<Row>({ load: async (ids) => (asked.push(ids), rows), keyOf: ({ id }) => id });

    expect(await Promise.all(['a', 'b', 'c'].map((id) => loader.load(id)))).toEqual([rows[1], rows[0], null]);
    expect(asked).toEqual([['a', 'b', 'c']]);
  });

  it('answer lists in the order of the statement', async () => {
    const loader = listLoaderOf<Row>({ load: async () => rows, keyOf: ({ group }) => group });

    expect(await loader.loadMany(['x', 'y'])).toEqual([rows, []]);
  });
});
