import type { Caller } from '@crossing/subgraph';
import { hashToken } from '../account/token.ts';
import { exchangeFor, type ExchangeDeps } from './exchange.ts';

/** Swaps the secret of a browser's session for a caller token, as `exchangeAccessToken` does an access token. */
export const exchangeSession = (deps: ExchangeDeps) => {
  const exchange = exchangeFor(deps);
  return (caller: Caller, secret: string): Promise<string | null> =>
    exchange(caller, ({ sessions }) => sessions.findByCookie(hashToken(secret)));
};
