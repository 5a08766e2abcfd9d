import { InputCheck, requirePerson, type Caller, type InvalidInput } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import { tooManyAttempts, type Throttle, type TooManyAttempts } from '../session/throttle.ts';
import type { Transact } from '../unit-of-work.ts';
import { isEmail, normalisedEmail } from './email.ts';
import { mailedToken, TOKEN_MINUTES } from './mailed-token.ts';
import type { provePassword, WrongPassword } from './prove-password.ts';

interface Deps {
  readonly transact: Transact;
  readonly machineClock: () => Date;
  readonly provePassword: ReturnType<typeof provePassword>;
  /** Counts the mails that a person caused. */
  readonly mailQuota: Throttle;
}

interface Request {
  readonly password: string;
  readonly newEmail: string;
}

export interface ChangeEmailSuccess {
  readonly kind: 'ChangeEmailSuccess';
  readonly newEmail: string;
}

export type ChangeEmailResult = ChangeEmailSuccess | WrongPassword | TooManyAttempts | InvalidInput;

/**
 * Begins to move the caller's account to another address: a token goes to the new one, a notice to the old one, which stays
 * until the token comes back. An address that has an account gets the same answer, and a mail that says so.
 */
export const changeEmail =
  ({ transact, machineClock, provePassword, mailQuota }: Deps) =>
  async (caller: Caller, request: Request): Promise<ChangeEmailResult> => {
    const person = requirePerson(caller);
    const newEmail = normalisedEmail(request.newEmail);
    const check = new InputCheck();
    check.that(isEmail(newEmail), 'newEmail', 'email', 'newEmail must be an address such as nova@example.org.');
    const invalid = check.problem();
    if (invalid) return invalid;
    const proof = await provePassword(person, request.password);
    if (proof.kind !== 'PasswordProven') return proof;
    const { account } = proof;
    check.that(newEmail !== account.email, 'newEmail', 'different', 'newEmail is the address that the account has already.');
    const unchanged = check.problem();
    if (unchanged) return unchanged;
    const wait = await mailQuota.begin(person.subject);
    if (wait !== null) return tooManyAttempts('changes of address', wait);
    await transact(asService(person), async (tx) => {
      const { email, locale, subjectRef } = account;
      await tx.mail.send({ to: email, template: 'email-change-requested', locale, data: {} });
      await tx.audit.record({ action: 'account.email-change-requested', aggregate: 'account', aggregateId: subjectRef });
      if (await tx.accounts.isTaken(newEmail)) return tx.mail.send({ to: newEmail, template: 'email-taken', locale, data: {} });
      const { token, kept } = mailedToken(account, { purpose: 'EMAIL_CHANGE', newEmail }, machineClock());
      await tx.mailedTokens.expect(kept);
      return tx.mail.send({ to: newEmail, template: 'confirm-new-email', locale, data: { token, minutes: String(TOKEN_MINUTES) } });
    });
    return { kind: 'ChangeEmailSuccess', newEmail };
  };
