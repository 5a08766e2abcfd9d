import type { NewId } from '@crossing/kernel';
import type { AccessClaims, Caller } from '@crossing/subgraph';
import { isInGoodStanding, type Account } from '../account/account.ts';
import { isEmail, normalisedEmail } from '../account/email.ts';
import { verifyNobody, verifyPassword } from '../account/password.ts';
import { asService } from '../as-service.ts';
import type { Read, Transact } from '../unit-of-work.ts';
import type { Session } from './session.ts';
import { tooManyAttempts, type Throttle, type TooManyAttempts } from './throttle.ts';

interface Deps {
  readonly read: Read;
  readonly transact: Transact;
  /** The machine's clock: credentials live on it. */
  readonly machineClock: () => Date;
  readonly newId: NewId;
  readonly throttle: Throttle;
  /** How long a sign-in lasts, in seconds. */
  readonly sessionSeconds: number;
  readonly mint: (claims: AccessClaims, at: Date, seconds: number) => Promise<string>;
}

interface Credentials {
  readonly email: string;
  readonly password: string;
}

interface Request extends Credentials {
  /** What kind of device it is, in words. */
  readonly device: string;
}

export interface SignInSuccess {
  readonly kind: 'SignInSuccess';
  readonly accessToken: string;
  readonly expiresAt: Date;
  readonly account: Account;
}
export interface InvalidCredentials {
  readonly kind: 'InvalidCredentials';
  readonly message: string;
}
export interface EmailNotVerified {
  readonly kind: 'EmailNotVerified';
  readonly message: string;
}

export type SignInResult = SignInSuccess | InvalidCredentials | EmailNotVerified | TooManyAttempts;

const INVALID: InvalidCredentials = { kind: 'InvalidCredentials', message: 'This address and password do not belong together.' };

/**
 * Signs in with address and password. An unknown address, a wrong password and an account that may not sign in get one
 * answer after the same work. Runs as the service itself, for nobody is signed in yet.
 */
export const signIn = (deps: Deps) => {
  const verify = verifyCredentials(deps);
  return async (caller: Caller, request: Request): Promise<SignInResult> => {
    const email = normalisedEmail(request.email);
    const wait = await deps.throttle.begin(email);
    if (wait !== null) return tooManyAttempts('wrong passwords for this address', wait);
    const found = await verify(caller, { email, password: request.password });
    if (!found) return INVALID;
    const { account } = found;
    await deps.throttle.forgive(email);
    if (account.status === 'PENDING_EMAIL') {
      return { kind: 'EmailNotVerified', message: 'Confirm your address first: the link is in the mail you got when you registered.' };
    }
    return isInGoodStanding(account) ? open(deps, caller, { ...found, device: request.device }) : INVALID;
  };
};

interface Found {
  readonly account: Account;
  readonly passwordHash: string;
}

const verifyCredentials =
  ({ read }: Deps) =>
  async (caller: Caller, { email, password }: Credentials): Promise<Found | null> => {
    const found = isEmail(email) ? await read(asService(caller), ({ accounts }) => accounts.findWithPassword(email)) : null;
    const right = found ? await verifyPassword(found.passwordHash, password) : await verifyNobody(password);
    return right ? found : null;
  };

async function open(
  deps: Deps,
  caller: Caller,
  { account, passwordHash, device }: Found & { readonly device: string },
): Promise<SignInSuccess | InvalidCredentials> {
  const { transact, machineClock, newId, sessionSeconds, mint } = deps;
  const now = machineClock();
  const expiresAt = new Date(now.getTime() + sessionSeconds * 1000);
  const { accountId, subjectRef } = account;
  const times = { authTime: now, createdAt: now, lastUsedAt: null, expiresAt, revokedAt: null };
  const session: Session = { sessionId: newId(), subjectRef, device, amr: ['pwd'], ...times };
  const opened = await transact(asService(caller), async (tx) => {
    // A password that was replaced since it was verified opens nothing: its sessions were ended.
    if (!(await tx.accounts.keepPassword(accountId, passwordHash))) return false;
    await tx.sessions.add(session);
    await tx.audit.record({ action: 'session.opened', aggregate: 'account', aggregateId: subjectRef, detail: { amr: session.amr } });
    return true;
  });
  if (!opened) return INVALID;
  const claims = { sub: subjectRef, sid: session.sessionId, auth_time: Math.floor(now.getTime() / 1000), amr: session.amr };
  return { kind: 'SignInSuccess', accessToken: await mint(claims, now, sessionSeconds), expiresAt, account };
}
