import type { Resolvers } from '../generated/resolvers.ts';
import type { setWorkPreferences } from './set-work-preferences.ts';
import type { viewWorkPreferences } from './view-work-preferences.ts';

interface UseCases {
  readonly setWorkPreferences: ReturnType<typeof setWorkPreferences>;
  readonly viewWorkPreferences: ReturnType<typeof viewWorkPreferences>;
}

export const workPreferencesResolvers = (app: UseCases): Resolvers => ({
  Mutation: {
    setWorkPreferences: (_root, { input }, { caller }) => app.setWorkPreferences(caller, { ...input, minHourly: input.minHourly ?? null }),
  },
  Viewer: {
    workPreferences: (_viewer, _args, { caller }) => app.viewWorkPreferences(caller),
  },
});
