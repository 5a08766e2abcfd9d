import { pageOf } from '@crossing/subgraph';
import { changeLabel } from '../eligibility/labels.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { listMatches } from './list-matches.ts';

interface UseCases {
  readonly listMatches: ReturnType<typeof listMatches>;
}

export const matchesResolvers = (app: UseCases): Resolvers => ({
  Viewer: {
    matches: (_viewer, { minProfileVersion, ...page }, { caller }) =>
      app.listMatches(caller, { page: pageOf(page), minProfileVersion: minProfileVersion ?? null }),
  },
  MatchStep: {
    change: ({ change }) => changeLabel(change),
  },
  Match: {
    opportunity: ({ opportunityId }) => ({ opportunityId }),
  },
});
