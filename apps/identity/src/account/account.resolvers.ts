import type { Resolvers } from '../generated/resolvers.ts';
import type { registerAccount } from './register-account.ts';
import type { verifyEmail } from './verify-email.ts';

interface UseCases {
  readonly registerAccount: ReturnType<typeof registerAccount>;
  readonly verifyEmail: ReturnType<typeof verifyEmail>;
}

export const accountResolvers = (app: UseCases): Resolvers => ({
  Mutation: {
    registerAccount: (_root, { input }, { caller }) => app.registerAccount(caller, input),
    verifyEmail: (_root, { input }, { caller }) => app.verifyEmail(caller, input),
  },
});
