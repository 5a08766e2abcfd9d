import type { Caller, VerifiedAccess } from '@crossing/subgraph';
import { exchangeFor, type ExchangeDeps } from './exchange.ts';

interface Deps extends ExchangeDeps {
  /** Throws unless the token is one of ours and still good. */
  readonly verify: (accessToken: string) => Promise<VerifiedAccess>;
}

/** Swaps an access token for a caller token; null when the token, the session or the account is not good any more. */
export const exchangeAccessToken = (deps: Deps) => {
  const exchange = exchangeFor(deps);
  return async (caller: Caller, accessToken: string): Promise<string | null> => {
    const access = await deps.verify(accessToken).catch(() => null);
    if (!access) return null;
    return exchange(caller, async ({ sessions }) => {
      const session = await sessions.find(access.sid);
      return session?.subjectRef === access.sub ? session : null;
    });
  };
};
