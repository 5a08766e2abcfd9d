import type { Clock, NewId } from '@crossing/kernel';
import type { NoteRefusal } from '@crossing/runtime';
import type { Throttle } from '../session/throttle.ts';
import type { Read, Transact } from '../unit-of-work.ts';
import { changeEmail } from './change-email.ts';
import { changePassword } from './change-password.ts';
import { closeAccount } from './close-account.ts';
import { confirmEmailChange } from './confirm-email-change.ts';
import { provePassword } from './prove-password.ts';
import { registerAccount } from './register-account.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resetPassword } from './reset-password.ts';
import { sendPasswordReset } from './send-password-reset.ts';
import { verifyEmail } from './verify-email.ts';

export interface AccountDeps {
  readonly read: Read;
  readonly transact: Transact;
  readonly clock: Clock;
  readonly machineClock: () => Date;
  readonly newId: NewId;
  /** A UUID that tells no time (version 4): everybody sees it. */
  readonly newSubjectRef: NewId;
  readonly termsVersion: string;
  readonly throttles: AccountThrottles;
  readonly noteRefusal: NoteRefusal;
}

/** What is counted about accounts. */
export interface AccountThrottles {
  /** Wrong passwords at sign-in, by address. */
  readonly signIn: Throttle;
  /** Wrong passwords of signed-in people, by person. */
  readonly password: Throttle;
  /** Wrong codes of second factors, by person. */
  readonly codes: Throttle;
  /** Mails about a forgotten password, by address. */
  readonly resets: Throttle;
  /** Mails about a new address, by person. */
  readonly emailChanges: Throttle;
}

/** Everything that can be done with an account. */
export function accountUseCases(deps: AccountDeps) {
  const { throttles } = deps;
  const proven = { ...deps, provePassword: provePassword({ ...deps, passwordThrottle: throttles.password }) };
  return {
    provePassword: proven.provePassword,
    registerAccount: registerAccount(deps),
    verifyEmail: verifyEmail(deps),
    requestPasswordReset: requestPasswordReset({ ...deps, mailQuota: throttles.resets }),
    sendPasswordReset: sendPasswordReset(deps),
    resetPassword: resetPassword({ ...deps, throttle: throttles.signIn }),
    changePassword: changePassword(proven),
    changeEmail: changeEmail({ ...proven, mailQuota: throttles.emailChanges }),
    confirmEmailChange: confirmEmailChange(deps),
    closeAccount: closeAccount(proven),
  };
}
