import { sqlOf } from '@crossing/runtime';
import type { EntityManager } from 'typeorm';
import { AccountTable } from './account.store.ts';
import type { MailedTokens, TokenUse } from './mailed-token.ts';

const OWNER = `account.accountId = (SELECT account_id FROM mailed_token WHERE token_hash = :tokenHash AND purpose = :purpose AND expires_at > :now)`;

/** Mailed tokens in PostgreSQL. */
export function mailedTokenStore(manager: EntityManager): MailedTokens {
  const owner = (purpose: TokenUse['purpose'], tokenHash: Buffer, now: Date) =>
    manager.getRepository(AccountTable).createQueryBuilder('account').where(OWNER, { tokenHash, purpose, now });
  const dropAll = async (accountId: string): Promise<void> =>
    void (await manager.query('DELETE FROM mailed_token WHERE account_id = $1', [accountId]));
  return {
    dropAll,
    async expect(token) {
      const newEmail = token.purpose === 'EMAIL_CHANGE' ? token.newEmail : null;
      await manager.query('INSERT INTO mailed_token (token_hash, account_id, purpose, new_email, expires_at) VALUES ($1, $2, $3, $4, $5)', [
        token.tokenHash,
        token.accountId,
        token.purpose,
        newEmail,
        token.expiresAt,
      ]);
    },
    ownerOf: (purpose, tokenHash, now) => owner(purpose, tokenHash, now).getOne(),
    async take(purpose, tokenHash, now) {
      const account = await owner(purpose, tokenHash, now).setLock('pessimistic_write').getOne();
      if (!account) return null;
      // Who waited for the lock finds the token gone.
      const { rows } = await sqlOf(manager).query<{ new_email: string | null }>(
        'DELETE FROM mailed_token WHERE token_hash = $1 RETURNING new_email',
        [tokenHash],
      );
      if (!rows[0]) return null;
      await dropAll(account.accountId);
      const use = purpose === 'EMAIL_CHANGE' ? { purpose, newEmail: rows[0].new_email! } : { purpose };
      return { account, use: use as Extract<TokenUse, { purpose: typeof purpose }> };
    },
  };
}
