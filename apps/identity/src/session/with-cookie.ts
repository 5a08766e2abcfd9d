import type { Caller } from '@crossing/subgraph';
import { hashToken, newToken } from '../account/token.ts';
import type { endWebSession } from './end-web-session.ts';

interface OnTheWeb<Result> {
  readonly result: Result;
  /** Goes into the browser's cookie, and nowhere else; null while nobody is signed in. */
  readonly secret: string | null;
}

/**
 * As the sign-in, for a browser: its session is known by a new secret and has no tokens. The secret that the browser sent
 * before is never taken over, and its session ends.
 */
export const withCookie =
  <Request, Result extends { readonly kind: string }>(
    enter: (caller: Caller, request: Request & { readonly cookieHash: Buffer }) => Promise<Result>,
    end: ReturnType<typeof endWebSession>,
  ) =>
  async (caller: Caller, request: Request, previous: string | null): Promise<OnTheWeb<Result>> => {
    const secret = newToken();
    const result = await enter(caller, { ...request, cookieHash: hashToken(secret) });
    if (result.kind !== 'SignInSuccess') return { result, secret: null };
    if (previous !== null) await end(caller, previous);
    return { result, secret };
  };
