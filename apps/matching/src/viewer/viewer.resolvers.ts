import { globalId, tryIdOf, type Caller } from '@crossing/subgraph';
import type { listApplicationsOfContributor } from '../application/view-applications.ts';
import type { listEngagementsOfContributor } from '../engagement/view-engagements.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { idPageOf } from '../id-page.ts';
import type { Viewer } from './viewer.ts';

interface UseCases {
  readonly listApplicationsOfContributor: ReturnType<typeof listApplicationsOfContributor>;
  readonly listEngagementsOfContributor: ReturnType<typeof listEngagementsOfContributor>;
}

const viewerOf = (caller: Caller): Viewer | null => (caller.kind === 'person' ? { subject: caller.subject } : null);

export const viewerResolvers = (app: UseCases): Resolvers => ({
  Query: {
    viewer: (_root, _args, { caller }) => viewerOf(caller),
  },
  Viewer: {
    // Nobody but the caller is a viewer, whatever reference is asked for.
    __resolveReference: ({ id }, { caller }) =>
      caller.kind === 'person' && tryIdOf('Viewer', id) === caller.subject ? viewerOf(caller) : null,
    id: ({ subject }) => globalId('Viewer', subject),
    applications: ({ subject }, args, { caller }) => app.listApplicationsOfContributor(caller, subject, idPageOf(args)),
    engagements: ({ subject }, args, { caller }) => app.listEngagementsOfContributor(caller, subject, idPageOf(args)),
  },
});
