import { verifyAccessToken } from '@crossing/subgraph/access-token.ts';
import { Refusal } from '@crossing/subgraph/refusal.ts';
import { createLocalJWKSet, type JSONWebKeySet } from 'jose';

export type Authenticate = (authorization: string | undefined) => Promise<string | null>;

const CACHED_TOKENS = 10_000;

/**
 * Checks the `Authorization` header of a request before anything else happens: null without one, the access token when it is
 * identity's and has not expired. Throws UNAUTHENTICATED for everything else, so a bad token never reaches a subgraph.
 */
export function authenticate(accessKeys: JSONWebKeySet): Authenticate {
  const keySet = createLocalJWKSet(accessKeys);
  // By token, until when it is good: its signature is checked once.
  const goodUntil = new Map<string, number>();
  return async (authorization) => {
    if (authorization === undefined) return null;
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw new Refusal('UNAUTHENTICATED', 'Send the access token as `Authorization: Bearer …`.');
    if ((goodUntil.get(token) ?? 0) > Date.now()) return token;
    const { exp } = await verifyAccessToken(token, keySet).catch((error: unknown) => {
      throw Object.assign(new Refusal('UNAUTHENTICATED', 'The access token is not valid, or no longer. Sign in again.'), { cause: error });
    });
    if (goodUntil.size >= CACHED_TOKENS) goodUntil.clear();
    goodUntil.set(token, exp * 1000);
    return token;
  };
}
