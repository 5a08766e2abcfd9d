import { HOUR } from '@crossing/kernel';
import type { Account } from './account.ts';
import { hashToken, newToken } from './token.ts';

/** What a mail lets its reader do. */
export type TokenUse = { readonly purpose: 'PASSWORD_RESET' } | { readonly purpose: 'EMAIL_CHANGE'; readonly newEmail: string };

/** A token that went out by mail, as it is kept: only its hash. */
export type MailedToken = TokenUse & {
  readonly accountId: string;
  readonly tokenHash: Buffer;
  readonly expiresAt: Date;
};

/** What the use cases need from storage; `mailed-token.store.ts` keeps the promise. */
export interface MailedTokens {
  expect(token: MailedToken): Promise<void>;
  /** Whose good token of this purpose it is; null for any other. Takes nothing. */
  ownerOf(purpose: TokenUse['purpose'], tokenHash: Buffer, now: Date): Promise<Account | null>;
  /**
   * Takes a good token, and every other of its account, out of circulation; null for any other. The account is locked until
   * the transaction ends, so of two who try at the same time one gets it.
   */
  take<Purpose extends TokenUse['purpose']>(
    purpose: Purpose,
    tokenHash: Buffer,
    now: Date,
  ): Promise<{ readonly account: Account; readonly use: Extract<TokenUse, { purpose: Purpose }> } | null>;
  /** Takes every token of the account out of circulation. */
  dropAll(accountId: string): Promise<void>;
}

/** How long one may take to read one's mail; as long as the mails of an account are counted, so that one that holds good is always there. */
export const TOKEN_MINUTES = 60;

/** A new token for an account, and what is kept of it. */
export function mailedToken({ accountId }: Account, use: TokenUse, now: Date): { readonly token: string; readonly kept: MailedToken } {
  const token = newToken();
  const expiresAt = new Date(now.getTime() + (TOKEN_MINUTES / 60) * HOUR);
  return { token, kept: { ...use, accountId, tokenHash: hashToken(token), expiresAt } };
}
