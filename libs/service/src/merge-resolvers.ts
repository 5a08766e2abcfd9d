import type { SubgraphResolvers } from '@crossing/subgraph';

/** The slices' resolvers as one map. Throws when two slices resolve the same field: one of them would silently win. */
export function mergeResolvers(...maps: readonly object[]): SubgraphResolvers {
  const merged: Record<string, Record<string, unknown>> = {};
  for (const [type, fields] of maps.flatMap((map) => Object.entries(map) as [string, Record<string, unknown>][])) {
    const known = (merged[type] ??= {});
    for (const [field, resolve] of Object.entries(fields)) {
      if (field in known) throw new Error(`${type}.${field} is resolved by two slices`);
      known[field] = resolve;
    }
  }
  return merged;
}
