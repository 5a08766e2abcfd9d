import type { NewId } from '@crossing/kernel';
import type { Account } from '../account/account.ts';
import { newToken } from '../account/token.ts';
import { FIRST_PARTY } from '../oidc/client.ts';
import type { Tx } from '../unit-of-work.ts';
import type { Session } from './session.ts';

export interface OpenSessionDeps {
  /** The machine's clock: credentials live on it. */
  readonly machineClock: () => Date;
  readonly newId: NewId;
  /** How long a sign-in lasts, in seconds. */
  readonly sessionSeconds: number;
}

export interface SignInSuccess {
  readonly kind: 'SignInSuccess';
  readonly session: Session;
  readonly account: Account;
}

interface Proven {
  readonly account: Account;
  /** How the person proved who they are (RFC 8176). */
  readonly amr: readonly string[];
  /** What kind of device it is, in words. */
  readonly device: string;
  /** Of the secret by which a browser's session is known; without it the session gets tokens. */
  readonly cookieHash?: Buffer | undefined;
}

/** Opens a session for somebody who has just proven who they are. */
export const openSession =
  ({ machineClock, newId, sessionSeconds }: OpenSessionDeps) =>
  async (tx: Tx, { account, amr, device, cookieHash }: Proven): Promise<SignInSuccess> => {
    const { subjectRef } = account;
    const now = machineClock();
    const expiresAt = new Date(now.getTime() + sessionSeconds * 1000);
    const times = { authTime: now, createdAt: now, lastUsedAt: null, expiresAt, revokedAt: null };
    const known = cookieHash
      ? { cookieHash, grantId: null, clientId: null }
      : { cookieHash: null, grantId: newToken(), clientId: FIRST_PARTY };
    const session: Session = { sessionId: newId(), subjectRef, device, amr, ...known, ...times };
    await tx.sessions.add(session);
    await tx.audit.record({ action: 'session.opened', aggregate: 'account', aggregateId: subjectRef, detail: { amr } });
    return { kind: 'SignInSuccess', session, account };
  };
