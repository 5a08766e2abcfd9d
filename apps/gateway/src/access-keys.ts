import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Log } from '@crossing/subgraph/log.ts';

interface Deps {
  /** Reads identity's published keys; rejects when it cannot. */
  readonly read: () => Promise<JSONWebKeySet>;
  readonly log: Log;
  /** The machine's clock in milliseconds. */
  readonly now?: () => number;
}

/** Identity publishes a key ten minutes before it signs: who reads this often knows it by then. */
const MAX_AGE_MS = 5 * 60_000;
/** An unknown key is asked for this often at most: tokens with made-up keys must not become requests. */
const COOLDOWN_MS = 5_000;

/**
 * Finds the key of an access token among those that identity publishes. They are read when they are first needed, when they
 * are old, and for a key that is not among them; while identity is down, those that are known go on. Throws `JWKSNoMatchingKey`.
 */
export function accessKeys({ read, log, now = Date.now }: Deps): JWTVerifyGetKey {
  let known: JWTVerifyGetKey | undefined;
  let [readAt, triedAt] = [-Infinity, -Infinity];
  let underWay: Promise<void> | undefined;

  const refresh = (): Promise<void> => {
    triedAt = now();
    underWay ??= read()
      .then((keys) => {
        known = createLocalJWKSet(keys);
        readAt = now();
      })
      .catch((error: unknown) => {
        log.warn({ err: error }, 'The keys of access tokens cannot be read from identity.');
        if (!known) throw error;
      })
      .finally(() => (underWay = undefined));
    return underWay;
  };
  const mayTry = () => underWay !== undefined || now() - triedAt >= COOLDOWN_MS;

  return async (header, token) => {
    if (!known) await refresh();
    // Old keys still answer: who comes first does not wait for the new ones.
    else if (now() - readAt >= MAX_AGE_MS && mayTry()) void refresh();
    try {
      return await known!(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !mayTry()) throw error;
      await refresh();
      return known!(header, token);
    }
  };
}
