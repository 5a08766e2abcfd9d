import type { NewId } from '@crossing/kernel';
import type { AccessClaims } from '@crossing/subgraph';
import type { Account } from '../account/account.ts';
import type { Tx } from '../unit-of-work.ts';
import type { Session } from './session.ts';

export interface OpenSessionDeps {
  /** The machine's clock: credentials live on it. */
  readonly machineClock: () => Date;
  readonly newId: NewId;
  /** How long a sign-in lasts, in seconds. */
  readonly sessionSeconds: number;
  readonly mint: (claims: AccessClaims, at: Date, seconds: number) => Promise<string>;
}

export interface SignInSuccess {
  readonly kind: 'SignInSuccess';
  readonly accessToken: string;
  readonly expiresAt: Date;
  readonly account: Account;
}

interface Proven {
  readonly account: Account;
  /** How the person proved who they are (RFC 8176). */
  readonly amr: readonly string[];
  /** What kind of device it is, in words. */
  readonly device: string;
}

/** Opens a session for somebody who has just proven who they are. */
export const openSession =
  ({ machineClock, newId, sessionSeconds, mint }: OpenSessionDeps) =>
  async (tx: Tx, { account, amr, device }: Proven): Promise<SignInSuccess> => {
    const { subjectRef } = account;
    const now = machineClock();
    const expiresAt = new Date(now.getTime() + sessionSeconds * 1000);
    const times = { authTime: now, createdAt: now, lastUsedAt: null, expiresAt, revokedAt: null };
    const session: Session = { sessionId: newId(), subjectRef, device, amr, ...times };
    await tx.sessions.add(session);
    await tx.audit.record({ action: 'session.opened', aggregate: 'account', aggregateId: subjectRef, detail: { amr } });
    const claims = { sub: subjectRef, sid: session.sessionId, auth_time: Math.floor(now.getTime() / 1000), amr };
    return { kind: 'SignInSuccess', accessToken: await mint(claims, now, sessionSeconds), expiresAt, account };
  };
