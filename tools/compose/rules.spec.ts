import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { contagious } from './contagious.ts';
import type { Subgraph } from './subgraphs.ts';
import { undescribed } from './undescribed.ts';
import { unplannable } from './unplannable.ts';
import { unsized } from './unsized.ts';

const head =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@shareable", "@authenticated", "@external", "@requires", "@listSize"])\n';
const subgraph = (sdl: string): Subgraph => ({ name: 'sample', url: 'http://sample/graphql', typeDefs: parse(head + sdl) });
const compose = (sdl: string): string => composeServices([subgraph(sdl)]).supergraphSdl!;

describe('undescribed', () => {
  it('names types, fields and input fields without a description, and nothing of federation', () => {
    const sdl = compose('type Query { thing(input: I): Thing } type Thing { id: ID! } input I { a: Int } enum E { A } type Other { e: E }');

    expect([...undescribed(sdl)].sort()).toEqual(['E', 'I', 'I.a', 'Other', 'Other.e', 'Query.thing', 'Thing', 'Thing.id']);
  });

  it('finds nothing where everything is described', () => {
    expect(undescribed(compose('type Query { "A thing." thing: Thing } "A thing." type Thing { "Its name." name: String }'))).toEqual([]);
  });
});

describe('unplannable', () => {
  it('names a field with arguments and @requires', () => {
    const sdl =
      'type Query { a: A } type A @key(fields: "id") { id: ID! b: Int @external c(x: Int): Int @requires(fields: "b") d: Int @requires(fields: "b") }';

    expect(unplannable([subgraph(sdl)])).toEqual([expect.stringMatching(/^c \(sample\)/)]);
  });
});

describe('contagious', () => {
  const shared = (viewer: string) =>
    subgraph(
      `type Query { viewer: Viewer @shareable  thing: Thing } type Viewer @key(fields: "id") { ${viewer} } type Thing { name: String! }`,
    );

  it('names what is never null on a type that several subgraphs answer together', () => {
    expect(contagious([shared('id: ID! email: String!'), shared('id: ID! jobs: [String!]! profile: String')])).toEqual([
      expect.stringMatching(/^Viewer\.email \(sample\)/),
      expect.stringMatching(/^Viewer\.jobs \(sample\)/),
    ]);
  });

  it('leaves other types alone', () => {
    expect(contagious([shared('id: ID! email: String')])).toEqual([]);
  });
});

describe('unsized', () => {
  const connection = 'type Things { edges: [Thing!]! } type Thing { id: ID! }';

  it('names a list of which nothing says how long it is', () => {
    expect(unsized(compose('type Query { things: [Thing!]  names: [String!]! } type Thing { id: ID! }'))).toEqual([
      expect.stringMatching(/^Query\.things is a list of unknown length/),
      expect.stringMatching(/^Query\.names is/),
    ]);
  });

  it('names the edges of a connection that a field answers without `first`', () => {
    expect(unsized(compose(`type Query { things(first: Int): Things  all: Things } ${connection}`))).toEqual([
      expect.stringMatching(/^Things\.edges is/),
    ]);
  });

  it('is content with @listSize, and with `first`, also where a union stands between', () => {
    const sdl = 'type Query { names: [String!] @listSize(assumedSize: 5)  things(first: Int): Things  found(first: Int): Found }';

    expect(unsized(compose(`${sdl} union Found = Things | None  type None { id: ID! } ${connection}`))).toEqual([]);
  });
});
