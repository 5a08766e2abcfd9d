import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import type { Provider } from 'oidc-provider';
import type { KeyRing } from './signing-key.ts';

interface Deps {
  readonly createProvider: (keys: KeyRing) => Provider;
  readonly keyRing: () => Promise<KeyRing>;
  readonly log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
}

/** The provider that answers now. Its keys are fixed when it is made, so keys that changed get a new one; what it keeps is in the database. */
export interface OidcHost {
  provider(): Provider;
  /** Finds the public key of a token among those that are published now. */
  readonly keys: JWTVerifyGetKey;
  /** Reads the keys again. */
  refresh(): Promise<void>;
  /** Reads the keys again and again until stopped. */
  start(): Promise<() => Promise<void>>;
}

/** How soon a replica signs with the key that another one has made the current one. */
const REFRESH_MS = 5_000;

export function oidcHost({ createProvider, keyRing, log }: Deps): OidcHost {
  let current: { readonly provider: Provider; readonly find: JWTVerifyGetKey; readonly version: string } | undefined;
  const now = () => {
    if (!current) throw new Error('The signing keys have not been read yet.');
    return current;
  };
  const refresh = async (): Promise<void> => {
    const ring = await keyRing();
    const version = ring.map(({ kid }) => kid).join();
    if (version === current?.version) return;
    if (current) log.info({ kid: ring[0].kid }, 'The signing keys changed.');
    const find = createLocalJWKSet({ keys: ring.map(({ publicJwk }) => publicJwk) });
    current = { provider: createProvider(ring), find, version };
  };
  return {
    provider: () => now().provider,
    keys: (header, token) => now().find(header, token),
    refresh,
    async start() {
      await refresh();
      let underWay = Promise.resolve();
      // Keys that cannot be read are no reason to stop signing with those that are known.
      const again = () => (underWay = refresh().catch((error: unknown) => log.warn({ err: error }, 'The signing keys cannot be read.')));
      const timer = setInterval(again, REFRESH_MS);
      return async () => {
        clearInterval(timer);
        await underWay;
      };
    },
  };
}
