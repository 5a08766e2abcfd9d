import type { Resolvers } from '../generated/resolvers.ts';
import type { secondFactorUseCases } from './second-factor.use-cases.ts';

export const secondFactorResolvers = (app: ReturnType<typeof secondFactorUseCases>): Resolvers => ({
  Mutation: {
    enrolTotp: (_root, _args, { caller }) => app.enrolTotp(caller),
    confirmTotp: (_root, { input }, { caller }) => app.confirmTotp(caller, input),
    disableTotp: (_root, _args, { caller }) => app.disableTotp(caller),
    regenerateRecoveryCodes: (_root, _args, { caller }) => app.regenerateRecoveryCodes(caller),
  },
  Viewer: {
    secondFactors: (_account, _args, { caller }) => app.viewSecondFactors(caller),
  },
});
