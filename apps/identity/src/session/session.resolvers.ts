import type { Resolvers } from '../generated/resolvers.ts';
import type { signIn } from './sign-in.ts';

interface UseCases {
  readonly signIn: ReturnType<typeof signIn>;
}

export const sessionResolvers = (app: UseCases): Resolvers => ({
  Mutation: {
    signIn: (_root, { input }, { caller }) => app.signIn(caller, input),
  },
  SignInSuccess: {
    viewer: ({ account }) => account,
  },
});
