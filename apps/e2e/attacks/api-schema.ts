import { readFileSync } from 'node:fs';
import { Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';

/** The schema that clients see, from the composed supergraph. */
export function apiSchema(): GraphQLSchema {
  const composed = readFileSync(new URL('../../../infra/supergraph.graphql', import.meta.url), 'utf8');
  // Which rules it holds is not asked here, and by itself the library knows none of them.
  return Supergraph.build(composed.replaceAll(', for: SECURITY)', ')')).apiSchema().toGraphQLJSSchema();
}
