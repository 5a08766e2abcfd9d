import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { getVariableValues, parse, validate, type OperationDefinitionNode } from 'graphql';
import { costTable } from './cost-table.ts';
import { operationCost } from './operation-cost.ts';

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@cost", "@listSize"])
  type Query {
    name: String
    thing: Thing
    heavy: Thing @cost(weight: 40)
    names: [String!] @listSize(assumedSize: 7)
    some: [Thing!] @listSize(assumedSize: 7)
    things(first: Int = 20): Things @listSize(slicingArguments: ["first"], sizedFields: ["edges"])
    found(first: Int = 20): Found
  }
  type Mutation { rename(name: String!): Renamed }
  type Things { edges: [Edge!]! total: Int }
  type Edge { node: Thing! }
  type Thing { name: String  part: Thing  things(first: Int): Things @listSize(assumedSize: 3, slicingArguments: ["first"], sizedFields: ["edges"]) }
  type None { name: String }
  type Renamed { thing: Thing }
  union Found = Things | None`;
const { supergraphSdl } = composeServices([{ name: 'sample', url: 'http://sample', typeDefs: parse(sdl) }]);
const schema = Supergraph.build(supergraphSdl!).apiSchema().toGraphQLJSSchema();
const table = costTable(parse(supergraphSdl!));

function costOf(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  return operationCost(table, { schema, document, operation, variables: coerced! });
}

describe('operationCost', () => {
  it.each([
    ['nothing for values', '{ name names }', 0],
    ['a point for an object', '{ thing { name part { name } } }', 2],
    ['the weight that the schema gives', '{ heavy { part { name } } }', 41],
    ['the assumed size of a list', '{ some { part { name } } }', 14],
    ['ten for a mutation', 'mutation { rename(name: "a") { thing { name } } }', 11],
    // The connection, and for each of n edges the edge and its node.
    ['a page by its literal', '{ things(first: 5) { edges { node { name } } total } }', 11],
    ['a page by the default of the schema', '{ things { edges { node { name } } } }', 41],
    ['a page by the default of a variable', 'query ($n: Int = 50) { things(first: $n) { edges { node { name } } } }', 101],
    [
      'a page by the default of the schema where a variable is absent',
      'query ($n: Int) { things(first: $n) { edges { node { name } } } }',
      41,
    ],
    ['a page by the default of the schema for null', '{ things(first: null) { edges { node { name } } } }', 41],
    ['the assumed size where there is no default', '{ thing { things { edges { node { name } } } } }', 8],
    ['a page behind a union', '{ found(first: 5) { ... on Things { edges { node { name } } } ... on None { name } } }', 11],
    ['pages in pages', '{ things(first: 10) { edges { node { things(first: 10) { edges { node { name } } } } } } }', 231],
    ['each alias', '{ a: thing { name } b: thing { name } }', 2],
    ['what fragments hold, each time', '{ thing { ...f } other: thing { ...f } } fragment f on Thing { part { name } }', 4],
    ['a page through a fragment', '{ things(first: 5) { ...f } } fragment f on Things { edges { node { name } } }', 11],
    [
      'nothing for what is left out',
      'query ($no: Boolean = false) { thing @include(if: $no) { name } part: thing @skip(if: true) { name } }',
      0,
    ],
  ])('counts %s', (_what, query, cost) => {
    expect(costOf(query)).toBe(cost);
  });

  it('counts a page by its variable', () => {
    expect(costOf('query ($n: Int) { things(first: $n) { edges { node { name } } } }', { n: 100 })).toBe(201);
  });

  it('does not overlook a weight that it does not count', () => {
    const weighed = parse('directive @cost(weight: Int!) on ARGUMENT_DEFINITION type Query { a(b: Int @cost(weight: 3)): Int }');

    expect(() => costTable(weighed)).toThrow('@cost on the argument or input field b is not counted');
  });
});
