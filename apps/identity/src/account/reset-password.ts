import type { Caller } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import type { Throttle } from '../session/throttle.ts';
import type { Read, Transact } from '../unit-of-work.ts';
import { isInGoodStanding } from './account.ts';
import { hashPassword } from './password.ts';
import { weaknessOf, type WeakPassword } from './password-quality.ts';
import { hashToken } from './token.ts';
import type { LinkInvalid } from './verify-email.ts';

interface Deps {
  readonly read: Read;
  readonly transact: Transact;
  readonly machineClock: () => Date;
  /** Counts wrong passwords at sign-in: the new one may be tried at once. */
  readonly throttle: Throttle;
}

interface Request {
  readonly token: string;
  readonly newPassword: string;
}

export interface ResetPasswordSuccess {
  readonly kind: 'ResetPasswordSuccess';
  readonly email: string;
}

export type ResetPasswordResult = ResetPasswordSuccess | LinkInvalid | WeakPassword;

const INVALID: LinkInvalid = {
  kind: 'LinkInvalid',
  message: 'This link was used, is too old, or was never sent: ask for a new one.',
};

/**
 * Sets a new password with a token from a mail, and ends every session: whoever had the old one is out. The token is only
 * taken with a password that is good, so that a weak one may be thought over.
 */
export const resetPassword =
  ({ read, transact, machineClock, throttle }: Deps) =>
  async (caller: Caller, { token, newPassword }: Request): Promise<ResetPasswordResult> => {
    const [tokenHash, service, now] = [hashToken(token), asService(caller), machineClock()];
    const owner = await read(service, ({ mailedTokens }) => mailedTokens.ownerOf('PASSWORD_RESET', tokenHash, now));
    if (!owner) return INVALID;
    const weakness = await weaknessOf(newPassword, owner.email);
    if (weakness) return weakness;
    const passwordHash = await hashPassword(newPassword);
    const result = await transact<ResetPasswordResult>(service, async (tx) => {
      const { account } = (await tx.mailedTokens.take('PASSWORD_RESET', tokenHash, now)) ?? {};
      if (!account || !isInGoodStanding(account)) return INVALID;
      const { accountId, subjectRef, email, locale } = account;
      await tx.accounts.setPassword(accountId, passwordHash);
      const endedSessions = await tx.sessions.revokeAll(subjectRef, now);
      await tx.mail.send({ to: email, template: 'password-changed', locale, data: {} });
      await tx.audit.record({
        action: 'account.password-reset',
        aggregate: 'account',
        aggregateId: subjectRef,
        detail: { endedSessions },
      });
      return { kind: 'ResetPasswordSuccess', email };
    });
    if (result.kind === 'ResetPasswordSuccess') await throttle.forgive(result.email);
    return result;
  };
