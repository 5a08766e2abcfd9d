import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printType, type GraphQLObjectType } from 'graphql';
import { readTypeDefs } from './read-type-defs.ts';
import { subgraphSchema } from './subgraph-schema.ts';

const dir = mkdtempSync(join(tmpdir(), 'subgraph-'));
mkdirSync(join(dir, 'one'));
writeFileSync(
  join(dir, 'one/one.graphql'),
  'extend type Query { one: Money } extend type Mutation { two: Two } union Two = InvalidInput | Done type Done { at: DateTime! }',
);
writeFileSync(join(dir, 'other.graphql'), 'extend type Query { other: String }');
const typeDefs = readTypeDefs(dir);

describe('the schema of a subgraph', () => {
  it('is put together from the slices and what all share', () => {
    const schema = subgraphSchema(typeDefs, {});

    expect(Object.keys((schema.getType('Query') as GraphQLObjectType).getFields()).sort()).toEqual(['_service', 'one', 'other']);
    expect(printType(schema.getType('Money')!)).toContain('amountMinor: BigInt!');
  });

  it('does not take resolvers of nothing', () => {
    expect(() => subgraphSchema(typeDefs, { Query: { otter: () => '' } })).toThrow('Query.otter');
    expect(() => subgraphSchema(typeDefs, { Querry: {} })).toThrow('Querry');
  });
});
