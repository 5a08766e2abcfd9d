import type { NoteRefusal } from '@crossing/runtime';
import type { Caller } from '@crossing/subgraph';
import { isInGoodStanding } from '../account/account.ts';
import { hashToken } from '../account/token.ts';
import { asService } from '../as-service.ts';
import { signInRefused } from '../refusal/refusal.ts';
import type { Sealing } from '../sealing.ts';
import { WRONG_CODE, type WrongCode } from '../second-factor/second-factor.ts';
import { takeCode } from '../second-factor/take-code.ts';
import type { Read, Transact } from '../unit-of-work.ts';
import { openSession, type OpenSessionDeps, type SignInSuccess } from './open-session.ts';
import { tooManyAttempts, type Throttle, type TooManyAttempts } from './throttle.ts';

interface Deps extends OpenSessionDeps {
  readonly read: Read;
  readonly transact: Transact;
  readonly sealing: Sealing;
  /** Counts wrong codes, by person. */
  readonly codeThrottle: Throttle;
  readonly noteRefusal: NoteRefusal;
}

interface Request {
  readonly challenge: string;
  readonly code: string;
  /** What kind of device it is, in words. */
  readonly device: string;
  /** For a browser: what its session is known by. */
  readonly cookieHash?: Buffer | undefined;
}

export interface ChallengeExpired {
  readonly kind: 'ChallengeExpired';
  readonly message: string;
}

export type CompleteSignInResult = SignInSuccess | ChallengeExpired | WrongCode | TooManyAttempts;

const EXPIRED: ChallengeExpired = {
  kind: 'ChallengeExpired',
  message: 'This sign-in was completed or is too old: begin again with signIn.',
};

/**
 * Ends a sign-in that waits for a second factor, with a code of the app or a recovery code. Wrong codes are counted by person,
 * whatever challenge they come with, so that new challenges bring no new guesses.
 */
export const completeSignIn = (deps: Deps) => {
  const { read, transact, machineClock, codeThrottle, noteRefusal } = deps;
  const [open, take] = [openSession(deps), takeCode(deps)];
  return async (caller: Caller, { challenge, code, device, cookieHash }: Request): Promise<CompleteSignInResult> => {
    const [service, tokenHash] = [asService(caller), hashToken(challenge)];
    const pending = await read(service, ({ signInChallenges }) => signInChallenges.find(tokenHash, machineClock()));
    if (!pending) return EXPIRED;
    const wait = await codeThrottle.begin(pending.subjectRef);
    if (wait !== null) {
      noteRefusal(signInRefused('too-many-attempts', pending.subjectRef));
      return tooManyAttempts('wrong codes', wait);
    }
    const result = await transact<CompleteSignInResult>(service, async (tx) => {
      // Of two with the same challenge the second one waits here, and finds it gone.
      if (!(await tx.signInChallenges.lock(tokenHash, machineClock()))) return EXPIRED;
      const account = await tx.accounts.lock(pending.subjectRef);
      if (!account || !isInGoodStanding(account)) return EXPIRED;
      if (!(await take(tx, account, code))) return WRONG_CODE;
      await tx.signInChallenges.drop(tokenHash);
      return open(tx, { account, amr: ['pwd', 'otp', 'mfa'], device, cookieHash });
    });
    if (result.kind === 'WrongCode') noteRefusal(signInRefused('wrong-code', pending.subjectRef));
    if (result.kind === 'SignInSuccess') await codeThrottle.forgive(pending.subjectRef);
    return result;
  };
};
