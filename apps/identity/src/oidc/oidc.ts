import type { System } from '@crossing/subgraph';
import type { Provider } from 'oidc-provider';
import { isInGoodStanding } from '../account/account.ts';
import type { Sealing } from '../sealing.ts';
import { isOpen, type Session } from '../session/session.ts';
import type { Read, Transact } from '../unit-of-work.ts';
import { adapterFactory } from './adapter.ts';
import type { Artefacts } from './artefact.ts';
import { createProvider } from './create-provider.ts';
import { issueTokens, type IssuedTokens } from './issue-tokens.ts';
import { oidcHost, type OidcHost } from './oidc-host.ts';
import type { KeyRing } from './signing-key.ts';

export interface OidcDeps {
  readonly read: Read;
  readonly transact: Transact;
  readonly machineClock: () => Date;
  readonly artefacts: Artefacts;
  readonly signingKeys: { ring(now: Date, days: number): Promise<KeyRing> };
  readonly sealing: Sealing;
  readonly publicUrl: string;
  readonly accessTokenSeconds: number;
  readonly sessionSeconds: number;
  /** How long a key signs, in days. */
  readonly signingKeyDays: number;
  /** The service itself, for what nobody who is signed in has caused. */
  readonly service: () => System;
  readonly log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
}

export interface Oidc extends OidcHost {
  readonly issueTokens: (session: Session) => Promise<IssuedTokens>;
  readonly sessionOfGrant: (grantId: string) => Promise<Session | null>;
}

/** The OpenID provider on identity's accounts, sessions and tables. */
export function createOidc(deps: OidcDeps): Oidc {
  const { machineClock, publicUrl, accessTokenSeconds, sessionSeconds, sealing } = deps;
  const accounts = accountsOf(deps);
  const adapter = adapterFactory({
    artefacts: deps.artefacts,
    machineClock,
    findClient: (clientId) => deps.read(deps.service(), ({ oidcClients }) => oidcClients.find(clientId)),
    onReuse: (reused) => noteReuse(deps, reused),
  });
  const cookieKeys = sealing.marks('oidc cookies', '').map((key) => key.toString('base64url'));
  const providerOf = (keys: KeyRing): Provider => {
    const provider = createProvider({ publicUrl, adapter, keys, cookieKeys, accessTokenSeconds, sessionSeconds, ...accounts });
    provider.on('server_error', (_ctx, error) => deps.log.warn({ err: error }, 'The OpenID provider failed.'));
    return provider;
  };
  const keyRing = () => deps.signingKeys.ring(machineClock(), deps.signingKeyDays);
  const host = oidcHost({ createProvider: providerOf, keyRing, log: deps.log });
  return {
    ...host,
    issueTokens: issueTokens({ provider: host.provider, publicUrl, accessTokenSeconds, machineClock }),
    sessionOfGrant: accounts.sessionOfGrant,
  };
}

function accountsOf({ read, service, machineClock }: OidcDeps) {
  return {
    isInGoodStanding: (subjectRef: string): Promise<boolean> =>
      read(service(), async ({ accounts }) => {
        const account = await accounts.find(subjectRef);
        return account !== null && isInGoodStanding(account);
      }),
    sessionOfGrant: (grantId: string): Promise<Session | null> =>
      read(service(), async ({ accounts, sessions }) => {
        const session = await sessions.findByGrant(grantId);
        if (!session || !isOpen(session, machineClock())) return null;
        const account = await accounts.find(session.subjectRef);
        return account && isInGoodStanding(account) ? session : null;
      }),
  };
}

const noteReuse = ({ transact, service, log }: OidcDeps, { kind, grantId }: { readonly kind: string; readonly grantId: string }) =>
  transact(service(), async (tx) => {
    const session = await tx.sessions.findByGrant(grantId);
    if (!session) return;
    const { sessionId, subjectRef: aggregateId } = session;
    log.warn({ sessionId, kind }, 'A token that counts once was used twice; its session has ended.');
    await tx.audit.record({ action: 'session.token-reused', aggregate: 'account', aggregateId, detail: { sessionId, kind } });
  });
