import { verifyAccessToken } from '@crossing/subgraph/access-token.ts';
import { Refusal } from '@crossing/subgraph/refusal.ts';
import { errors, type JWTVerifyGetKey } from 'jose';

export type Authenticate = (authorization: string | undefined) => Promise<string | null>;

interface Deps {
  readonly keys: JWTVerifyGetKey;
  readonly publicUrl: string;
}

const CACHED_TOKENS = 10_000;

/**
 * Checks the `Authorization` header of a request before anything else happens: null without one, the access token when it is
 * identity's and has not expired. Throws UNAUTHENTICATED for everything else, so a bad token never reaches a subgraph.
 */
export function authenticate({ keys, publicUrl }: Deps): Authenticate {
  // By token, until when it is good: its signature is checked once.
  const goodUntil = new Map<string, number>();
  return async (authorization) => {
    if (authorization === undefined) return null;
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw new Refusal('UNAUTHENTICATED', 'Send the access token as `Authorization: Bearer …`.');
    if ((goodUntil.get(token) ?? 0) > Date.now()) return token;
    const { exp } = await verifyAccessToken(token, keys, publicUrl).catch((error: unknown) => {
      throw Object.assign(refusalOf(error), { cause: error });
    });
    if (goodUntil.size >= CACHED_TOKENS) goodUntil.clear();
    goodUntil.set(token, exp * 1000);
    return token;
  };
}

// What jose says is wrong with the token; anything else is a failure to get at the keys.
const refusalOf = (error: unknown): Refusal =>
  error instanceof errors.JOSEError
    ? new Refusal('UNAUTHENTICATED', 'The access token is not valid, or no longer. Sign in again.')
    : new Refusal('SERVICE_UNAVAILABLE', 'Who you are cannot be checked at the moment. Send it again shortly.');
