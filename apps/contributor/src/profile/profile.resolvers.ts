import { globalId, tryIdOf } from '@crossing/subgraph';
import { occupationOf } from '@crossing/taxonomy';
import type { Resolvers, SaveProfileInput } from '../generated/resolvers.ts';
import type { pauseProfile } from './pause-profile.ts';
import type { ProfileContent } from './profile.ts';
import type { resumeProfile } from './resume-profile.ts';
import type { saveProfile } from './save-profile.ts';
import type { submitProfile } from './submit-profile.ts';
import type { viewProfile } from './view-profile.ts';

interface UseCases {
  readonly saveProfile: ReturnType<typeof saveProfile>;
  readonly submitProfile: ReturnType<typeof submitProfile>;
  readonly pauseProfile: ReturnType<typeof pauseProfile>;
  readonly resumeProfile: ReturnType<typeof resumeProfile>;
  readonly viewProfile: ReturnType<typeof viewProfile>;
}

export const profileResolvers = (app: UseCases): Resolvers => ({
  Mutation: {
    saveProfile: (_root, { input }, { caller }) =>
      app.saveProfile(caller, {
        content: contentOf(input),
        discoveredThrough: input.discoveredThrough,
        expectedVersion: input.expectedVersion ?? null,
      }),
    submitProfile: (_root, { input }, { caller }) => app.submitProfile(caller, input),
    pauseProfile: (_root, { input }, { caller }) => app.pauseProfile(caller, input),
    resumeProfile: (_root, { input }, { caller }) => app.resumeProfile(caller, input),
  },
  ContributorProfile: {
    __resolveReference: ({ id }, { caller }) => {
      const contributorId = tryIdOf('ContributorProfile', id);
      return contributorId ? app.viewProfile(caller, contributorId) : null;
    },
    id: ({ contributorId }) => globalId('ContributorProfile', contributorId),
  },
  Profession: {
    title: ({ escoUri }) => occupationOf(escoUri)?.title ?? escoUri,
  },
});

const contentOf = (input: SaveProfileInput): ProfileContent => ({
  displayName: input.displayName,
  headline: input.headline,
  countryOfResidence: input.countryOfResidence,
  timeZone: input.timeZone,
  languages: input.languages.map(({ tag, native, listening, reading, speaking, writing }) => ({
    tag,
    native,
    listening: listening ?? null,
    reading: reading ?? null,
    speaking: speaking ?? null,
    writing: writing ?? null,
  })),
  professions: input.professions,
  domains: input.domains,
  contentOptIns: input.contentOptIns,
  visibility: input.visibility,
});
