import type { NoteRefusal } from '@crossing/runtime';
import type { Caller } from '@crossing/subgraph';
import { isInGoodStanding, type Account } from '../account/account.ts';
import { isEmail, normalisedEmail } from '../account/email.ts';
import { verifyNobody, verifyPassword } from '../account/password.ts';
import { hashToken, newToken } from '../account/token.ts';
import { asService } from '../as-service.ts';
import { signInRefused, type SignInRefusal } from '../refusal/refusal.ts';
import { kindsOf, type SecondFactorKind } from '../second-factor/second-factor.ts';
import type { Read, Transact, Tx } from '../unit-of-work.ts';
import { openSession, type OpenSessionDeps, type SignInSuccess } from './open-session.ts';
import { CHALLENGE_LASTS_MS } from './sign-in-challenge.ts';
import { tooManyAttempts, type Throttle, type TooManyAttempts } from './throttle.ts';

interface Deps extends OpenSessionDeps {
  readonly read: Read;
  readonly transact: Transact;
  readonly throttle: Throttle;
  readonly noteRefusal: NoteRefusal;
}

interface Credentials {
  readonly email: string;
  readonly password: string;
}

interface Request extends Credentials {
  /** What kind of device it is, in words. */
  readonly device: string;
  /** For a browser: what its session is known by. */
  readonly cookieHash?: Buffer | undefined;
}

export interface InvalidCredentials {
  readonly kind: 'InvalidCredentials';
  readonly message: string;
}
export interface EmailNotVerified {
  readonly kind: 'EmailNotVerified';
  readonly message: string;
}

export interface MfaRequired {
  readonly kind: 'MfaRequired';
  readonly message: string;
  /** Goes to `completeSignIn` with a code. */
  readonly challenge: string;
  readonly methods: readonly SecondFactorKind[];
  readonly expiresAt: Date;
}

export type SignInResult = SignInSuccess | MfaRequired | InvalidCredentials | EmailNotVerified | TooManyAttempts;

const INVALID: InvalidCredentials = { kind: 'InvalidCredentials', message: 'This address and password do not belong together.' };

/**
 * Signs in with address and password. An unknown address, a wrong password and an account that may not sign in get one
 * answer after the same work; that a second factor is asked for learns only who has the password. Runs as the service itself,
 * for nobody is signed in yet.
 */
export const signIn = (deps: Deps) => {
  const verify = verifyCredentials(deps);
  return async (caller: Caller, request: Request): Promise<SignInResult> => {
    const email = normalisedEmail(request.email);
    const opened = { device: request.device, cookieHash: request.cookieHash };
    const wait = await deps.throttle.begin(email);
    const refuse = (reason: SignInRefusal, account: Account | null) => deps.noteRefusal(signInRefused(reason, account?.subjectRef ?? null));
    if (wait !== null) {
      refuse('too-many-attempts', null);
      return tooManyAttempts('wrong passwords for this address', wait);
    }
    const { found, isRight } = await verify(caller, { email, password: request.password });
    if (!found || !isRight) {
      // Counted in memory and written later, so that both take the same time.
      refuse(found ? 'wrong-password' : 'unknown-address', found?.account ?? null);
      return INVALID;
    }
    const { account } = found;
    await deps.throttle.forgive(email);
    if (account.status === 'PENDING_EMAIL') {
      refuse('not-confirmed', account);
      return { kind: 'EmailNotVerified', message: 'Confirm your address first: the link is in the mail you got when you registered.' };
    }
    if (isInGoodStanding(account)) return enter(deps, caller, { ...found, ...opened });
    refuse('not-in-good-standing', account);
    return INVALID;
  };
};

interface Found {
  readonly account: Account;
  readonly passwordHash: string;
}

const verifyCredentials =
  ({ read }: Deps) =>
  async (caller: Caller, { email, password }: Credentials): Promise<{ readonly found: Found | null; readonly isRight: boolean }> => {
    const found = isEmail(email) ? await read(asService(caller), ({ accounts }) => accounts.findWithPassword(email)) : null;
    return { found, isRight: found ? await verifyPassword(found.passwordHash, password) : await verifyNobody(password) };
  };

async function enter(
  deps: Deps,
  caller: Caller,
  { account, passwordHash, device, cookieHash }: Found & Pick<Request, 'device' | 'cookieHash'>,
): Promise<SignInSuccess | MfaRequired | InvalidCredentials> {
  return deps.transact<SignInSuccess | MfaRequired | InvalidCredentials>(asService(caller), async (tx) => {
    // A password that was replaced since it was verified opens nothing: its sessions were ended.
    if (!(await tx.accounts.keepPassword(account.accountId, passwordHash))) return INVALID;
    const methods = await kindsOf(tx.secondFactors, account);
    return methods.length === 0
      ? openSession(deps)(tx, { account, amr: ['pwd'], device, cookieHash })
      : challenge(tx, account, methods, deps.machineClock());
  });
}

async function challenge(tx: Tx, { subjectRef }: Account, methods: readonly SecondFactorKind[], now: Date): Promise<MfaRequired> {
  const token = newToken();
  const expiresAt = new Date(now.getTime() + CHALLENGE_LASTS_MS);
  await tx.signInChallenges.expect({ tokenHash: hashToken(token), subjectRef, expiresAt });
  const message = 'The password is right; the account asks for a second factor as well: send it with completeSignIn.';
  return { kind: 'MfaRequired', message, challenge: token, methods, expiresAt };
}
