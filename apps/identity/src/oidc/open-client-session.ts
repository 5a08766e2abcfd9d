import type { NewId } from '@crossing/kernel';
import type { Caller } from '@crossing/subgraph';
import { isInGoodStanding } from '../account/account.ts';
import { asService } from '../as-service.ts';
import type { Session } from '../session/session.ts';
import type { Transact } from '../unit-of-work.ts';

interface Deps {
  readonly transact: Transact;
  readonly machineClock: () => Date;
  readonly newId: NewId;
  /** How long a sign-in lasts, in seconds. */
  readonly sessionSeconds: number;
}

interface Request extends Pick<Session, 'subjectRef' | 'amr' | 'authTime' | 'device'> {
  readonly clientId: string;
  /** What the person has agreed to. */
  readonly grantId: string;
}

/** Opens the session of an app that a person has agreed to; false when the account may not sign in. */
export const openClientSession =
  ({ transact, machineClock, newId, sessionSeconds }: Deps) =>
  (caller: Caller, { subjectRef, clientId, amr, ...request }: Request): Promise<boolean> =>
    transact({ ...asService(caller), name: subjectRef }, async (tx) => {
      // Waits for a suspension that is under way.
      const account = await tx.accounts.lock(subjectRef);
      if (!account || !isInGoodStanding(account)) return false;
      const now = machineClock();
      const times = { createdAt: now, lastUsedAt: null, expiresAt: new Date(now.getTime() + sessionSeconds * 1000), revokedAt: null };
      await tx.sessions.add({ ...request, sessionId: newId(), subjectRef, clientId, amr, cookieHash: null, ...times });
      await tx.audit.record({ action: 'session.opened', aggregate: 'account', aggregateId: subjectRef, detail: { amr, clientId } });
      return true;
    });
