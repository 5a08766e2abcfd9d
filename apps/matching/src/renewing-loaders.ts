import type { SubgraphResolvers } from '@crossing/subgraph';
import type { Context } from './context.ts';

type Resolve = (root: unknown, args: unknown, context: Context, info: unknown) => unknown;

/** The resolvers, whose mutations forget what was loaded before them: an operation of several reads what each has written. */
export function renewingLoaders(resolvers: SubgraphResolvers): SubgraphResolvers {
  const mutations = Object.entries(resolvers['Mutation'] ?? {}) as [string, Resolve][];
  const renewing = mutations.map(([name, resolve]) => [
    name,
    async (root: unknown, args: unknown, context: Context, info: unknown) => {
      const result = await resolve(root, args, context, info);
      context.forget();
      return result;
    },
  ]);
  return { ...resolvers, Mutation: Object.fromEntries(renewing) as object };
}
