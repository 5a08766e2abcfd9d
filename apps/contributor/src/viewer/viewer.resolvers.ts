import { globalId, keysetPage, tryIdOf, type Caller } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';
import type { viewProfile } from '../profile/view-profile.ts';

interface UseCases {
  readonly viewProfile: ReturnType<typeof viewProfile>;
}

const viewerOf = (caller: Caller) => (caller.kind === 'person' ? { contributorId: caller.subject } : null);

export const viewerResolvers = (app: UseCases): Resolvers => ({
  Query: {
    viewer: (_root, _args, { caller }) => viewerOf(caller),
  },
  Viewer: {
    // Nobody but the caller is a viewer, whatever reference is asked for.
    __resolveReference: ({ id }, { caller }) =>
      caller.kind === 'person' && tryIdOf('Viewer', id) === caller.subject ? viewerOf(caller) : null,
    id: ({ contributorId }) => globalId('Viewer', contributorId),
    profile: ({ contributorId }, _args, { caller }) => app.viewProfile(caller, contributorId),
    trackRecord: ({ contributorId }, args, { records }) => records.load({ id: contributorId, page: keysetPage(args, 'day', 'id') }),
  },
});
