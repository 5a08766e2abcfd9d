import { AccountEmailVerified } from '@crossing/contracts';
import type { Clock } from '@crossing/kernel';
import type { Caller } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import type { Transact } from '../unit-of-work.ts';
import { confirmed } from './account.ts';
import { hashToken } from './token.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly token: string;
}

export interface VerifyEmailSuccess {
  readonly kind: 'VerifyEmailSuccess';
  readonly email: string;
}

export interface LinkInvalid {
  readonly kind: 'LinkInvalid';
  readonly message: string;
}

export type VerifyEmailResult = VerifyEmailSuccess | LinkInvalid;

/** Confirms an address. A token counts once and for a day; runs as the service itself, for nobody is signed in yet. */
export const verifyEmail =
  ({ transact, clock }: Deps) =>
  (caller: Caller, { token }: Request): Promise<VerifyEmailResult> =>
    transact(asService(caller), async (tx) => {
      const now = clock();
      const account = await tx.accounts.takeConfirmation(hashToken(token), now);
      if (!account) {
        return { kind: 'LinkInvalid', message: 'This link was used, is too old, or was never sent: register again to get a new one.' };
      }
      const verified = confirmed(account, now);
      await tx.accounts.update(verified, account.version);
      const { subjectRef, email, version } = verified;
      tx.emit(AccountEmailVerified, subjectRef, { subjectRef, verifiedAt: now.toISOString() });
      await tx.audit.record({ action: 'account.email-verified', aggregate: 'account', aggregateId: subjectRef, version });
      return { kind: 'VerifyEmailSuccess', email };
    });
