import { Refusal, type Person } from '@crossing/subgraph';
import type { Tx } from '../unit-of-work.ts';
import { isInGoodStanding, type Account } from './account.ts';

/** The caller's account, locked until the transaction ends; UNAUTHENTICATED when it is closed by now. */
export async function requireAccount(tx: Tx, { subject }: Person): Promise<Account> {
  const account = await tx.accounts.lock(subject);
  if (!account || !isInGoodStanding(account)) throw new Refusal('UNAUTHENTICATED', 'The account is closed.');
  return account;
}
