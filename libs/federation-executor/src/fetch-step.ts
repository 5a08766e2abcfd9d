import type { GraphQLSchema } from 'graphql';
import { entityFetch } from './entity-fetch.ts';
import type { MergedFetch } from './merge-fetches.ts';
import { booleanOf } from './operation.ts';
import { rootFetch } from './root-fetch.ts';
import { attempt, type FetchStep } from './run.ts';

/** Compiles a fetch: its text is printed and its entities' representations are known before the first request. */
export function compileFetch(
  supergraphSchema: GraphQLSchema,
  { root, groups, conditions }: MergedFetch,
  maxRepresentations: number,
): FetchStep {
  const perform = root ? rootFetch(supergraphSchema, root) : entityFetch(supergraphSchema, groups, maxRepresentations);
  return async (run) => {
    if (conditions.every(({ variable, value }) => booleanOf(variable, run.variables, run.defaults) === value))
      await attempt(run, () => perform(run));
  };
}
