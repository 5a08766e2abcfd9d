import { AccountStatusChanged } from '@crossing/contracts';
import type { Clock } from '@crossing/kernel';
import { Refusal, requirePerson, type Caller } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import { keepsAnOwner, type Membership } from '../company/company.ts';
import { endMembership } from '../company/end-membership.ts';
import { lastOwner, type LastOwner } from '../company/last-owner.ts';
import type { TooManyAttempts } from '../session/throttle.ts';
import type { Transact, Tx } from '../unit-of-work.ts';
import { closing, type Account } from './account.ts';
import type { provePassword, WrongPassword } from './prove-password.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly machineClock: () => Date;
  readonly provePassword: ReturnType<typeof provePassword>;
}

interface Request {
  readonly password: string;
}

export interface CloseAccountSuccess {
  readonly kind: 'CloseAccountSuccess';
  readonly status: Account['status'];
}

export type CloseAccountResult = CloseAccountSuccess | LastOwner | WrongPassword | TooManyAttempts;

/**
 * Closes the caller's account: out of every company, every session and every mailed token, and never signed in to again. The
 * row stays until it is erased, so that obligations and the audit log have somebody they are about.
 */
export const closeAccount =
  ({ transact, clock, machineClock, provePassword }: Deps) =>
  async (caller: Caller, { password }: Request): Promise<CloseAccountResult> => {
    const person = requirePerson(caller);
    const proof = await provePassword(person, password);
    if (proof.kind !== 'PasswordProven') return proof;
    return transact<CloseAccountResult>(asService(person), async (tx) => {
      const account = await tx.accounts.lock(person.subject);
      const closed = account && closing(account);
      if (!closed) throw new Refusal('UNAUTHENTICATED', 'The account is closed.');
      const memberships = await tx.companies.membershipsOf(person.subject);
      const ownerless = await lastOwnerIn(tx, memberships);
      if (ownerless.length > 0) return lastOwner(ownerless.map(({ companyId }) => companyId));
      const at = clock();
      for (const membership of memberships) await endMembership(tx, membership, { action: 'membership.left', at });
      await tx.accounts.update(closed, account.version);
      await tx.mailedTokens.dropAll(account.accountId);
      await tx.sessions.revokeAll(person.subject, machineClock());
      await tx.mail.send({ to: account.email, template: 'account-closed', locale: account.locale, data: {} });
      const { subjectRef, status, version } = closed;
      tx.emit(AccountStatusChanged, subjectRef, { subjectRef, from: account.status, to: status, changedAt: at.toISOString() });
      await tx.audit.record({ action: 'account.closed', aggregate: 'account', aggregateId: subjectRef, version, detail: { status } });
      return { kind: 'CloseAccountSuccess', status };
    });
  };

/** The memberships without which a company has no owner; their companies' members are locked, in one order for everybody. */
async function lastOwnerIn(tx: Tx, memberships: readonly Membership[]): Promise<readonly Membership[]> {
  const ownerless: Membership[] = [];
  for (const membership of memberships.toSorted((a, b) => (a.companyId < b.companyId ? -1 : 1))) {
    const members = await tx.companies.lockMembers(membership.companyId);
    if (!keepsAnOwner(members, membership.subjectRef)) ownerless.push(membership);
  }
  return ownerless;
}
