import { requirePerson, type Caller } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import type { TooManyAttempts } from '../session/throttle.ts';
import type { Transact } from '../unit-of-work.ts';
import { hashPassword } from './password.ts';
import { weaknessOf, type WeakPassword } from './password-quality.ts';
import { WRONG_PASSWORD, type provePassword, type WrongPassword } from './prove-password.ts';

interface Deps {
  readonly transact: Transact;
  readonly machineClock: () => Date;
  readonly provePassword: ReturnType<typeof provePassword>;
}

interface Request {
  readonly currentPassword: string;
  readonly newPassword: string;
}

export interface ChangePasswordSuccess {
  readonly kind: 'ChangePasswordSuccess';
  readonly endedSessions: number;
}

export type ChangePasswordResult = ChangePasswordSuccess | WrongPassword | WeakPassword | TooManyAttempts;

/** Replaces the caller's password; every session but this one ends, and so does every mailed token. */
export const changePassword =
  ({ transact, machineClock, provePassword }: Deps) =>
  async (caller: Caller, { currentPassword, newPassword }: Request): Promise<ChangePasswordResult> => {
    const person = requirePerson(caller);
    const proof = await provePassword(person, currentPassword);
    if (proof.kind !== 'PasswordProven') return proof;
    const { accountId, subjectRef, email, locale } = proof.account;
    const weakness = await weaknessOf(newPassword, email);
    if (weakness) return weakness;
    const passwordHash = await hashPassword(newPassword);
    return transact<ChangePasswordResult>(asService(person), async (tx) => {
      // Of two who change it at the same time the second one's current password is not current any more.
      if (!(await tx.accounts.replacePassword(accountId, { from: proof.passwordHash, to: passwordHash }))) return WRONG_PASSWORD;
      await tx.mailedTokens.dropAll(accountId);
      const endedSessions = await tx.sessions.revokeAll(subjectRef, machineClock(), { except: person.sessionId });
      await tx.mail.send({ to: email, template: 'password-changed', locale, data: {} });
      await tx.audit.record({
        action: 'account.password-changed',
        aggregate: 'account',
        aggregateId: subjectRef,
        detail: { endedSessions },
      });
      return { kind: 'ChangePasswordSuccess', endedSessions };
    });
  };
