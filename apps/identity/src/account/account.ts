import type { StaffRole } from '@crossing/subgraph';

export type AccountStatus = 'PENDING_EMAIL' | 'ACTIVE' | 'RESTRICTED' | 'SUSPENDED' | 'TERMINATED' | 'CLOSURE_REQUESTED' | 'CLOSED';

/** A person's account. `accountId` stays in this service; everywhere else the person is `subjectRef` (decisions D2). */
export interface Account {
  readonly accountId: string;
  readonly subjectRef: string;
  /** Normalised: NFC, lower case, no space around it. */
  readonly email: string;
  readonly emailVerifiedAt: Date | null;
  readonly staffRoles: readonly StaffRole[];
  readonly status: AccountStatus;
  /** BCP 47. */
  readonly locale: string;
  /** IANA. */
  readonly timeZone: string;
  readonly termsVersion: string;
  readonly termsAcceptedAt: Date;
  readonly createdAt: Date;
  readonly version: number;
}

/** A token that confirms an address, as it is kept: only its hash. */
export interface EmailConfirmation {
  readonly accountId: string;
  readonly tokenHash: Buffer;
  /** The password chosen with this registration; it counts when this token comes back. */
  readonly passwordHash: string;
  readonly expiresAt: Date;
}

/** What the use cases need from storage; `account.store.ts` keeps the promise. */
export interface Accounts {
  /** False when the address is taken: the constraint decides, not a look before. */
  addIfNew(account: Account, passwordHash: string): Promise<boolean>;
  find(subjectRef: string): Promise<Account | null>;
  /** Locks the row until the transaction ends. */
  lockByEmail(email: string): Promise<Account | null>;
  lock(subjectRef: string): Promise<Account | null>;
  /** The account and its password hash; null for an unknown address. */
  findWithPassword(email: string): Promise<{ readonly account: Account; readonly passwordHash: string } | null>;
  /** The signed-in person's own. */
  findOwnPassword(subjectRef: string): Promise<{ readonly account: Account; readonly passwordHash: string } | null>;
  findByEmail(email: string): Promise<Account | null>;
  /** Whether an account has the address at the moment. */
  isTaken(email: string): Promise<boolean>;
  setPassword(accountId: string, passwordHash: string): Promise<void>;
  /** False when the hash is not `from` any more: somebody was first. */
  replacePassword(accountId: string, hashes: { readonly from: string; readonly to: string }): Promise<boolean>;
  /** Whether the password is still the one with this hash; it stays so until the transaction ends. */
  keepPassword(accountId: string, passwordHash: string): Promise<boolean>;
  /** Writes address, status, roles and confirmation; throws when somebody was first. */
  update(account: Account, expectedVersion: number): Promise<void>;
  expectConfirmation(confirmation: EmailConfirmation): Promise<void>;
  /** Takes a good token, and every other of its account, out of circulation and sets its password; of two who try, one gets the account. */
  takeConfirmation(tokenHash: Buffer, now: Date): Promise<Account | null>;
}

export const CONFIRMATION_HOURS = 24;

/** The account once its address is confirmed; a confirmed one stays as it is. */
export const confirmed = (account: Account, now: Date): Account =>
  account.status === 'PENDING_EMAIL' ? { ...account, status: 'ACTIVE', emailVerifiedAt: now, version: account.version + 1 } : account;

/** The account at another address, which was confirmed just now. */
export const withEmail = (account: Account, email: string, now: Date): Account => ({
  ...account,
  email,
  emailVerifiedAt: now,
  version: account.version + 1,
});

export const withStaffRole = (account: Account, role: StaffRole): Account =>
  account.staffRoles.includes(role) ? account : { ...account, staffRoles: [...account.staffRoles, role], version: account.version + 1 };

/** Whether the person may use the network at all. */
export const isInGoodStanding = ({ status }: Account): boolean => status === 'ACTIVE' || status === 'RESTRICTED';

const SHUT_OUT: readonly AccountStatus[] = ['SUSPENDED', 'TERMINATED', 'CLOSURE_REQUESTED', 'CLOSED'];

/** Whether the person was in and is out: suspended, terminated or gone. */
export const isShutOut = ({ status }: Account): boolean => SHUT_OUT.includes(status);

const STANDINGS: Readonly<Record<string, readonly AccountStatus[]>> = {
  ACTIVE: ['RESTRICTED', 'SUSPENDED'],
  RESTRICTED: ['ACTIVE', 'SUSPENDED'],
  SUSPENDED: ['ACTIVE', 'TERMINATED'],
};

/** The account in another standing; null when there is no way from the one it has. */
export const withStatus = (account: Account, status: AccountStatus): Account | null =>
  STANDINGS[account.status]?.includes(status) ? { ...account, status, version: account.version + 1 } : null;

const CLOSABLE: readonly AccountStatus[] = ['ACTIVE', 'RESTRICTED', 'SUSPENDED'];

/** The account that its person closes; null where there is nothing left to close. */
export const closing = (account: Account): Account | null =>
  CLOSABLE.includes(account.status) ? { ...account, status: 'CLOSURE_REQUESTED', version: account.version + 1 } : null;
