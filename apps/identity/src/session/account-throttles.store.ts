import type { DataSource } from 'typeorm';
import type { AccountThrottles } from '../account/account.use-cases.ts';
import { throttleStore } from './throttle.store.ts';

export interface ThrottleLimits {
  readonly signInFailures: number;
  readonly signInWindowSeconds: number;
  readonly mailsPerHour: number;
}

const HOUR_SECONDS = 3600;

/** What is counted about accounts, in PostgreSQL. */
export function accountThrottles(
  worker: DataSource,
  { signInFailures, signInWindowSeconds, mailsPerHour }: ThrottleLimits,
): AccountThrottles {
  const guesses = { attempts: signInFailures, windowSeconds: signInWindowSeconds };
  const mails = { attempts: mailsPerHour, windowSeconds: HOUR_SECONDS };
  return {
    signIn: throttleStore(worker, { name: 'sign-in', ...guesses }),
    password: throttleStore(worker, { name: 'password', ...guesses }),
    codes: throttleStore(worker, { name: 'code', ...guesses }),
    resets: throttleStore(worker, { name: 'password-reset', ...mails }),
    emailChanges: throttleStore(worker, { name: 'email-change', ...mails }),
  };
}
