import type { Resolvers } from '../generated/resolvers.ts';
import type { changeEmail } from './change-email.ts';
import type { changePassword } from './change-password.ts';
import type { closeAccount } from './close-account.ts';
import type { confirmEmailChange } from './confirm-email-change.ts';
import type { registerAccount } from './register-account.ts';
import type { requestPasswordReset } from './request-password-reset.ts';
import type { resetPassword } from './reset-password.ts';
import type { verifyEmail } from './verify-email.ts';

interface UseCases {
  readonly registerAccount: ReturnType<typeof registerAccount>;
  readonly verifyEmail: ReturnType<typeof verifyEmail>;
  readonly requestPasswordReset: ReturnType<typeof requestPasswordReset>;
  readonly resetPassword: ReturnType<typeof resetPassword>;
  readonly changePassword: ReturnType<typeof changePassword>;
  readonly changeEmail: ReturnType<typeof changeEmail>;
  readonly confirmEmailChange: ReturnType<typeof confirmEmailChange>;
  readonly closeAccount: ReturnType<typeof closeAccount>;
}

export const accountResolvers = (app: UseCases): Resolvers => ({
  Mutation: {
    registerAccount: (_root, { input }, { caller }) => app.registerAccount(caller, input),
    verifyEmail: (_root, { input }, { caller }) => app.verifyEmail(caller, input),
    requestPasswordReset: (_root, { input }, { caller }) => app.requestPasswordReset(caller, input),
    resetPassword: (_root, { input }, { caller }) => app.resetPassword(caller, input),
    changePassword: (_root, { input }, { caller }) => app.changePassword(caller, input),
    changeEmail: (_root, { input }, { caller }) => app.changeEmail(caller, input),
    confirmEmailChange: (_root, { input }, { caller }) => app.confirmEmailChange(caller, input),
    closeAccount: (_root, { input }, { caller }) => app.closeAccount(caller, input),
  },
});
