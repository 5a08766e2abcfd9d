import { globalId, idOf, keysetPage } from '@crossing/subgraph';
import type { Resolvers } from '../generated/resolvers.ts';
import type { IssuedTokens } from '../oidc/issue-tokens.ts';
import type { completeSignIn } from './complete-sign-in.ts';
import { withTokens } from './with-tokens.ts';
import { deviceLabel } from './device-label.ts';
import type { listSessions } from './list-sessions.ts';
import type { revokeOtherSessions } from './revoke-other-sessions.ts';
import type { revokeSession } from './revoke-session.ts';
import type { signIn } from './sign-in.ts';
import type { Session } from './session.ts';
import type { stepUp } from './step-up.ts';

interface UseCases {
  readonly signIn: ReturnType<typeof signIn>;
  readonly completeSignIn: ReturnType<typeof completeSignIn>;
  readonly issueTokens: (session: Session) => Promise<IssuedTokens>;
  readonly stepUp: ReturnType<typeof stepUp>;
  readonly listSessions: ReturnType<typeof listSessions>;
  readonly revokeSession: ReturnType<typeof revokeSession>;
  readonly revokeOtherSessions: ReturnType<typeof revokeOtherSessions>;
}

export const sessionResolvers = (app: UseCases): Resolvers => ({
  Mutation: {
    signIn: (_root, { input }, { caller, userAgent }) =>
      withTokens(app.signIn, app.issueTokens)(caller, { ...input, device: deviceLabel(userAgent) }),
    completeSignIn: (_root, { input }, { caller, userAgent }) =>
      withTokens(app.completeSignIn, app.issueTokens)(caller, { ...input, device: deviceLabel(userAgent) }),
    stepUp: (_root, { input }, { caller }) => app.stepUp(caller, input),
    revokeSession: (_root, { input }, { caller }) => app.revokeSession(caller, { sessionId: idOf('Session', input.sessionId) }),
    revokeOtherSessions: (_root, _args, { caller }) => app.revokeOtherSessions(caller),
  },
  SignInSuccess: {
    viewer: ({ account }) => account,
  },
  RevokeSessionSuccess: {
    sessionId: ({ sessionId }) => globalId('Session', sessionId),
  },
  Viewer: {
    sessions: (_account, args, { caller }) => app.listSessions(caller, keysetPage(args, 'id')),
  },
  Session: {
    id: ({ sessionId }) => globalId('Session', sessionId),
    current: ({ sessionId }, _args, { caller }) => caller.kind === 'person' && caller.sessionId === sessionId,
    lastUsedAt: ({ lastUsedAt, createdAt }) => lastUsedAt ?? createdAt,
  },
});
