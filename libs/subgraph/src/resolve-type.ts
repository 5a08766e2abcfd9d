import { Kind, type DocumentNode } from 'graphql';

interface KindOfResult {
  readonly __resolveType: (value: { readonly kind: string }) => string;
}

/** Resolvers by which the `kind` of a result is its `__typename`, for every union and interface of the schema. */
export function resolveTypesByKind(typeDefs: DocumentNode): Record<string, KindOfResult> {
  const resolvers: Record<string, KindOfResult> = {};
  for (const definition of typeDefs.definitions) {
    if (definition.kind !== Kind.UNION_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    resolvers[definition.name.value] = { __resolveType: (value) => value.kind };
  }
  return resolvers;
}
