import { globalId } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';

type ViewerResolvers = { readonly Query: Pick<NonNullable<Resolvers['Query']>, 'viewer'> };

export const viewerResolvers: ViewerResolvers = {
  Query: { viewer: (_root, _args, { caller }) => (caller.kind === 'person' ? { id: globalId('Viewer', caller.subject) } : null) },
};
