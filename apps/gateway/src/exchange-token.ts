import type { Cause } from '@crossing/kernel';
import type { VerifiedCaller } from '@crossing/subgraph/caller-token.ts';
import { Refusal } from '@crossing/subgraph/refusal.ts';
import type { Credential } from './credential.ts';
import type { SubgraphClient } from './subgraph-client.ts';
import { SubgraphFailure } from './subgraph-failure.ts';

/** A caller token with what it says. */
export interface ExchangedCaller {
  readonly token: string;
  readonly claims: VerifiedCaller;
}

export interface ExchangeRequest {
  readonly credential: Credential;
  /** True for an operation with a mutation: what a person may do is asked anew. */
  readonly fresh: boolean;
  readonly cause: Cause;
}

export type ExchangeToken = (request: ExchangeRequest) => Promise<ExchangedCaller>;

interface Deps {
  readonly identity: SubgraphClient;
  readonly verify: (callerToken: string) => Promise<VerifiedCaller>;
  /** The machine's clock in milliseconds: credentials live on it. */
  readonly now?: () => number;
}

interface Known extends ExchangedCaller {
  readonly fetchedAt: number;
}

const CACHE_MS = 1_000;
/** How old a caller token may be to change something while identity cannot be asked (decisions D3). */
const MUTATION_AGE_MS = 5_000;
/** Identity gets a part of the time that a whole answer may take. */
const EXCHANGE_TIMEOUT_MS = 1_500;
const REMEMBERED = 10_000;

/** Swaps credentials for caller tokens at identity: remembered for a second for reads, asked anew for mutations. */
export function exchangeToken({ identity, verify, now = Date.now }: Deps): ExchangeToken {
  const known = new Map<string, Known>();
  const underWay = new Map<string, Promise<Known>>();

  const ask = async ({ credential, cause }: ExchangeRequest): Promise<Known> => {
    const key = keyOf(credential);
    const body = JSON.stringify({ [credential.kind]: credential.secret });
    const answer = await identity.post('/internal/caller', { body, callerToken: '', cause, timeoutMs: EXCHANGE_TIMEOUT_MS });
    if (answer.status === 401) {
      known.delete(key);
      throw new Refusal('UNAUTHENTICATED', 'The session has ended. Sign in again.');
    }
    const token = (answer.body as { callerToken?: unknown } | null)?.callerToken;
    if (answer.status !== 201 || typeof token !== 'string') throw new SubgraphFailure('unavailable', `identity answered ${answer.status}`);
    const exchanged = { token, claims: await verify(token), fetchedAt: now() };
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, exchanged);
    return exchanged;
  };

  const askOnce = (request: ExchangeRequest): Promise<Known> => {
    const key = keyOf(request.credential);
    const running = underWay.get(key) ?? ask(request).finally(() => underWay.delete(key));
    underWay.set(key, running);
    return running;
  };

  return async (request) => {
    const last = known.get(keyOf(request.credential));
    if (!request.fresh && last && now() - last.fetchedAt < CACHE_MS) return last;
    try {
      return await askOnce(request);
    } catch (error) {
      if (!(error instanceof SubgraphFailure)) throw error;
      const usable = last && now() < last.claims.exp * 1000 && (!request.fresh || now() - last.claims.iat * 1000 <= MUTATION_AGE_MS);
      if (usable) return last;
      throw Object.assign(new Refusal('SERVICE_UNAVAILABLE', 'Who you are cannot be checked at the moment. Send it again shortly.'), {
        cause: error,
      });
    }
  };
}

const keyOf = ({ kind, secret }: Credential): string => `${kind} ${secret}`;
