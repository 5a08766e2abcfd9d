import type { SubgraphResolvers } from './subgraph-schema.ts';

/** What the resolvers of one request share, if loaders are among it. */
export interface ContextWithLoaders {
  /** Forgets what was loaded, so that what is loaded next is as it is then. */
  forget(): void;
}

type Resolve = (root: unknown, args: unknown, context: ContextWithLoaders, info: unknown) => unknown;

/** The resolvers, whose mutations forget what was loaded before them: an operation of several reads what each has written. */
export function renewingLoaders(resolvers: SubgraphResolvers): SubgraphResolvers {
  const mutations = Object.entries(resolvers['Mutation'] ?? {}) as [string, Resolve][];
  const renewing = mutations.map(([name, resolve]) => [
    name,
    async (root: unknown, args: unknown, context: ContextWithLoaders, info: unknown) => {
      const result = await resolve(root, args, context, info);
      context.forget();
      return result;
    },
  ]);
  return { ...resolvers, Mutation: Object.fromEntries(renewing) as object };
}
