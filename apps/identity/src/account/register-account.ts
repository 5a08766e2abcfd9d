import { AccountRegistered } from '@crossing/contracts';
import { HOUR, type Clock, type NewId } from '@crossing/kernel';
import { InputCheck, type Caller, type InvalidInput } from '@crossing/subgraph';
import { canonicalLanguageTag, isTimeZone } from '@crossing/taxonomy';
import { asService } from '../as-service.ts';
import type { Tx, Transact } from '../unit-of-work.ts';
import { CONFIRMATION_HOURS, type Account } from './account.ts';
import { isEmail, normalisedEmail } from './email.ts';
import { hashPassword } from './password.ts';
import { weaknessOf, type WeakPassword } from './password-quality.ts';
import { hashToken, newToken } from './token.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly newId: NewId;
  /** A UUID that tells no time (version 4): everybody sees it. */
  readonly newSubjectRef: NewId;
  /** The version of the terms in force. */
  readonly termsVersion: string;
}

interface Request {
  readonly email: string;
  readonly password: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly acceptedTermsVersion: string;
  readonly adult: boolean;
}

export interface TermsOutdated {
  readonly kind: 'TermsOutdated';
  readonly message: string;
  readonly currentVersion: string;
}

export interface RegisterAccountSuccess {
  readonly kind: 'RegisterAccountSuccess';
  readonly email: string;
}

export type RegisterAccountResult = RegisterAccountSuccess | WeakPassword | TermsOutdated | InvalidInput;

/**
 * Opens an account and mails a token that confirms the address. An address that is known gets the same answer, after the
 * same work, and a mail that says so. Runs as the service itself: nobody is signed in yet.
 */
export const registerAccount =
  ({ transact, clock, newId, newSubjectRef, termsVersion }: Deps) =>
  async (caller: Caller, request: Request): Promise<RegisterAccountResult> => {
    const email = normalisedEmail(request.email);
    const problem = await problemOf({ ...request, email }, termsVersion);
    if (problem) return problem;
    const passwordHash = await hashPassword(request.password);
    const now = clock();
    const account: Account = {
      accountId: newId(),
      subjectRef: newSubjectRef(),
      email,
      emailVerifiedAt: null,
      staffRoles: [],
      status: 'PENDING_EMAIL',
      locale: canonicalLanguageTag(request.locale)!,
      timeZone: request.timeZone,
      termsVersion,
      termsAcceptedAt: now,
      createdAt: now,
      version: 1,
    };
    await transact(asService(caller), async (tx) => {
      if (await tx.accounts.addIfNew(account, passwordHash)) return welcome(tx, account, passwordHash);
      const known = await tx.accounts.lockByEmail(email);
      if (known?.status === 'PENDING_EMAIL') return askToConfirm(tx, known, passwordHash, now);
      return tx.mail.send({ to: email, template: 'already-registered', locale: account.locale, data: {} });
    });
    return { kind: 'RegisterAccountSuccess', email };
  };

async function welcome(tx: Tx, account: Account, passwordHash: string): Promise<void> {
  const { createdAt: now } = account;
  await askToConfirm(tx, account, passwordHash, now);
  tx.emit(AccountRegistered, account.subjectRef, { subjectRef: account.subjectRef, registeredAt: now.toISOString() });
  await tx.audit.record({ action: 'account.registered', aggregate: 'account', aggregateId: account.subjectRef, version: 1 });
}

async function askToConfirm(tx: Tx, { accountId, email, locale }: Account, passwordHash: string, now: Date): Promise<void> {
  const token = newToken();
  const expiresAt = new Date(now.getTime() + CONFIRMATION_HOURS * HOUR);
  await tx.accounts.expectConfirmation({ accountId, tokenHash: hashToken(token), passwordHash, expiresAt });
  await tx.mail.send({ to: email, template: 'confirm-email', locale, data: { token, hours: String(CONFIRMATION_HOURS) } });
}

async function problemOf(request: Request, termsVersion: string): Promise<WeakPassword | TermsOutdated | InvalidInput | null> {
  const check = new InputCheck();
  check.that(isEmail(request.email), 'email', 'email', 'email must be an address such as nova@example.org.');
  check.that(canonicalLanguageTag(request.locale) !== null, 'locale', 'language-tag', 'locale must be a BCP 47 tag such as en or sw-KE.');
  check.that(isTimeZone(request.timeZone), 'timeZone', 'time-zone', 'timeZone must be an IANA zone such as Africa/Nairobi.');
  check.that(request.adult, 'adult', 'adult', 'adult must be true: the network is for people who are of age.');
  const invalid = check.problem();
  if (invalid) return invalid;
  if (request.acceptedTermsVersion !== termsVersion) {
    return { kind: 'TermsOutdated', message: `The terms in force are version ${termsVersion}.`, currentVersion: termsVersion };
  }
  return weaknessOf(request.password, request.email);
}
