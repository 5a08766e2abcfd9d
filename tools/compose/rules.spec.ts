import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { contagious } from './contagious.ts';
import type { Subgraph } from './subgraphs.ts';
import { undescribed } from './undescribed.ts';
import { parsePublicFields, unguarded } from './unguarded.ts';
import { unplannable } from './unplannable.ts';

const head =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@shareable", "@authenticated", "@external", "@requires"])\n';
const subgraph = (sdl: string): Subgraph => ({ name: 'sample', url: 'http://sample/graphql', typeDefs: parse(head + sdl) });
const compose = (sdl: string): string => composeServices([subgraph(sdl)]).supergraphSdl!;

describe('unguarded', () => {
  const open = subgraph('extend type Query { news: String  secret: String @authenticated }');

  it('names a root field with neither a directive nor a place on the list', () => {
    expect(unguarded([open], [])).toEqual([expect.stringMatching(/^Query\.news \(sample\) carries no access directive/)]);
  });

  it('is content with a field on the list', () => {
    expect(unguarded([open], ['Query.news'])).toEqual([]);
  });

  it('names what is on the list and opens nothing', () => {
    expect(unguarded([open], ['Query.news', 'Query.secret'])).toEqual([expect.stringMatching(/^Query\.secret is on/)]);
  });

  it('reads a list with comments', () => {
    expect(parsePublicFields('# why\nQuery.news # anybody\n\n')).toEqual(['Query.news']);
  });
});

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
