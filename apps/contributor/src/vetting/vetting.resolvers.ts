import { idOf, keysetPage } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';
import type { decideProfile } from './decide-profile.ts';
import type { listProfilesAwaitingVetting } from './list-profiles-awaiting-vetting.ts';

interface UseCases {
  readonly listProfilesAwaitingVetting: ReturnType<typeof listProfilesAwaitingVetting>;
  readonly decideProfile: ReturnType<typeof decideProfile>;
}

export const vettingResolvers = (app: UseCases): Resolvers => ({
  Query: {
    profilesAwaitingVetting: (_root, args, { caller }) => app.listProfilesAwaitingVetting(caller, keysetPage(args, 'instant', 'id')),
  },
  Mutation: {
    decideProfile: (_root, { input: { profileId, reapplyAfter, ...rest } }, { caller }) =>
      app.decideProfile(caller, { ...rest, contributorId: idOf('ContributorProfile', profileId), reapplyAfter: reapplyAfter ?? null }),
  },
});
