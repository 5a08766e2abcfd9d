import type { Caller } from '@crossing/subgraph';
import type { IssuedTokens } from '../oidc/issue-tokens.ts';
import type { SignInSuccess } from './open-session.ts';
import type { Session } from './session.ts';

/** A sign-in of which the tokens are given out. */
export type SignedInWithTokens = SignInSuccess & IssuedTokens;

type WithTokens<Result> = Exclude<Result, SignInSuccess> | SignedInWithTokens;

/** As the sign-in, and gives out tokens when it succeeded: after its transaction, for the provider keeps them in its own. */
export const withTokens =
  <Request, Result extends { readonly kind: string }>(
    enter: (caller: Caller, request: Request) => Promise<Result>,
    issueTokens: (session: Session) => Promise<IssuedTokens>,
  ) =>
  async (caller: Caller, request: Request): Promise<WithTokens<Result>> => {
    const result = await enter(caller, request);
    return isSuccess(result) ? { ...result, ...(await issueTokens(result.session)) } : (result as Exclude<Result, SignInSuccess>);
  };

const isSuccess = (result: { readonly kind: string }): result is SignInSuccess => result.kind === 'SignInSuccess';
