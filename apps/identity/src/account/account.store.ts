import { sqlOf } from '@crossing/runtime';
import { EntitySchema, type EntityManager } from 'typeorm';
import type { Account, Accounts } from './account.ts';

export const AccountTable = new EntitySchema<Account>({
  name: 'account',
  columns: {
    accountId: { type: 'uuid', primary: true, name: 'account_id' },
    subjectRef: { type: 'uuid', name: 'subject_ref' },
    email: { type: 'text' },
    emailVerifiedAt: { type: 'timestamptz', name: 'email_verified_at', nullable: true },
    staffRoles: { type: 'text', array: true, name: 'staff_roles' },
    status: { type: 'text' },
    locale: { type: 'text' },
    timeZone: { type: 'text', name: 'time_zone' },
    termsVersion: { type: 'text', name: 'terms_version' },
    termsAcceptedAt: { type: 'timestamptz', name: 'terms_accepted_at' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    version: { type: 'int' },
  },
});

// The hash is no column of the entity: nothing that reads accounts can carry it away.
const ADD = `INSERT INTO account (account_id, subject_ref, email, email_verified_at, staff_roles, status, locale, time_zone,
  terms_version, terms_accepted_at, created_at, version, password_hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT ON CONSTRAINT account_email DO NOTHING RETURNING 1`;

/** Accounts in PostgreSQL. */
export function accountStore(manager: EntityManager): Accounts {
  const table = manager.getRepository(AccountTable);
  const sql = sqlOf(manager);
  const withPassword = async (account: Account | null) => {
    if (!account) return null;
    const { rows } = await sql.query<{ password_hash: string }>('SELECT password_hash FROM account WHERE account_id = $1', [
      account.accountId,
    ]);
    return { account, passwordHash: rows[0]!.password_hash };
  };
  const locked = { lock: { mode: 'pessimistic_write' as const } };
  return {
    async addIfNew(account, passwordHash) {
      const { accountId, subjectRef, email, emailVerifiedAt, staffRoles, status, locale, timeZone } = account;
      const { termsVersion, termsAcceptedAt, createdAt, version } = account;
      const terms = [termsVersion, termsAcceptedAt, createdAt, version];
      const values = [accountId, subjectRef, email, emailVerifiedAt, staffRoles, status, locale, timeZone, ...terms, passwordHash];
      const rows: unknown[] = await manager.query(ADD, values);
      return rows.length === 1;
    },
    find: (subjectRef) => table.findOneBy({ subjectRef }),
    lock: (subjectRef) => table.findOne({ where: { subjectRef }, ...locked }),
    lockByEmail: (email) => table.findOne({ where: { email }, ...locked }),
    findWithPassword: async (email) => withPassword(await table.findOneBy({ email })),
    findOwnPassword: async (subjectRef) => withPassword(await table.findOneBy({ subjectRef })),
    findByEmail: (email) => table.findOneBy({ email }),
    isTaken: (email) => table.existsBy({ email }),
    setPassword: async (accountId, passwordHash) =>
      void (await sql.query('UPDATE account SET password_hash = $2 WHERE account_id = $1', [accountId, passwordHash])),
    replacePassword: async (accountId, { from, to }) => {
      const values = [accountId, from, to];
      return (await sql.query('UPDATE account SET password_hash = $3 WHERE account_id = $1 AND password_hash = $2', values)).rowCount === 1;
    },
    keepPassword: async (accountId, passwordHash) => {
      const values = [accountId, passwordHash];
      return (await sql.query('SELECT 1 FROM account WHERE account_id = $1 AND password_hash = $2 FOR SHARE', values)).rowCount === 1;
    },
    async update({ accountId, email, emailVerifiedAt, staffRoles, status, version }, expectedVersion) {
      const { affected } = await table.update(
        { accountId, version: expectedVersion },
        { email, emailVerifiedAt, staffRoles: [...staffRoles], status, version },
      );
      if (affected !== 1) throw new Error(`Account ${accountId} is not at version ${expectedVersion} any more`);
    },
    async expectConfirmation({ accountId, tokenHash, passwordHash, expiresAt }) {
      await manager.query('INSERT INTO email_confirmation (account_id, token_hash, password_hash, expires_at) VALUES ($1, $2, $3, $4)', [
        accountId,
        tokenHash,
        passwordHash,
        expiresAt,
      ]);
    },
    async takeConfirmation(tokenHash, now) {
      // The account is locked first: two tokens of one account do not wait for each other crosswise.
      const account = await table
        .createQueryBuilder('account')
        .setLock('pessimistic_write')
        .where('account.accountId = (SELECT account_id FROM email_confirmation WHERE token_hash = :tokenHash)', { tokenHash })
        .getOne();
      if (!account) return null;
      const [taken] = (await manager.query(
        'DELETE FROM email_confirmation WHERE token_hash = $1 AND expires_at > $2 RETURNING password_hash',
        [tokenHash, now],
      )) as [{ password_hash: string }[], number];
      if (!taken[0]) return null;
      const { accountId } = account;
      await manager.query('DELETE FROM email_confirmation WHERE account_id = $1', [accountId]);
      await manager.query('UPDATE account SET password_hash = $2 WHERE account_id = $1', [accountId, taken[0].password_hash]);
      return account;
    },
  };
}
