import { buildSubgraphSchema } from '@apollo/subgraph';
import { isObjectType, type DocumentNode, type GraphQLSchema } from 'graphql';
import { resolveTypesByKind } from './resolve-type.ts';
import { scalars } from './scalars.ts';

/** Resolvers by type and field, as codegen types them in each app. */
export type SubgraphResolvers = Readonly<Record<string, object>>;

type ResolverMap = Record<string, Record<string, () => unknown>>;

/** A subgraph's schema: the shared scalars, results resolved by their `kind`, then the app's resolvers. Throws for a resolver of nothing. */
export function subgraphSchema(typeDefs: DocumentNode, resolvers: SubgraphResolvers): GraphQLSchema {
  const merged = { ...resolveTypesByKind(typeDefs), ...scalars, ...resolvers };
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: merged as unknown as ResolverMap }]);
  refuseStrays(schema, resolvers);
  return schema;
}

// Federation ignores resolvers that match nothing; a misspelt one would only show as a null in production.
function refuseStrays(schema: GraphQLSchema, resolvers: SubgraphResolvers): void {
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (!type) throw new Error(`There are resolvers for ${typeName}, which the schema does not define.`);
    if (!isObjectType(type)) continue;
    const stray = Object.keys(fields).find((field) => !field.startsWith('__') && !(field in type.getFields()));
    if (stray !== undefined) throw new Error(`There is a resolver for ${typeName}.${stray}, which the schema does not define.`);
  }
}
