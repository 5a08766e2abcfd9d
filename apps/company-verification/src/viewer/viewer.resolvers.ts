import { globalId } from '@crossing/subgraph/global-id.ts';
import type { Resolvers } from '../generated/resolvers.ts';

export const viewerResolvers = (): Resolvers => ({
  Query: {
    viewer: (_root, _args, { caller }) => (caller.kind === 'person' ? { id: globalId('Viewer', caller.subject) } : null),
  },
});
