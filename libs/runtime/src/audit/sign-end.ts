import type { Sql } from '@crossing/kernel';
import { endOfChain } from './audit-chain.ts';
import type { AuditHead, SignHead, VerifyHead } from './audit-head.ts';
import type { HeadFiles } from './head-files.ts';

/** The chain in the database does not go on from the head that was signed: somebody changed one of them. */
export class ChainBroken extends Error {
  override readonly name = 'ChainBroken';
}

export interface Signing {
  readonly service: string;
  readonly files: HeadFiles;
  readonly sign: SignHead;
  readonly verify: VerifyHead;
  /** Statements on the service's database. */
  readonly query: Sql['query'];
}

/**
 * Signs where the chain ends now and puts that in the place of the head that is kept; null when it is there already. Throws
 * ChainBroken, and leaves the kept head alone, when the chain does not contain it.
 */
export async function signEnd({ service, files, sign, verify, query }: Signing, at: Date): Promise<AuditHead | null> {
  // The file first: what it says was committed before, so that a head of another process's later entries is never ahead of the table.
  const kept = await files.newest();
  const end = await endOfChain({ query }, service);
  if (kept) {
    if (!verify(kept)) throw new ChainBroken('the head that is kept is not signed by this key');
    const { rows } = await query<{ hash: Buffer }>('SELECT hash FROM audit_seal WHERE n = $1', [kept.n]);
    if (rows[0]?.hash.toString('hex') !== kept.hash) throw new ChainBroken(`the chain does not contain entry ${kept.n} as it was signed`);
    if (BigInt(kept.n) === end.n) return null;
  }
  if (end.n === 0n) return null;
  const head = sign(service, end, at);
  await files.replace(head);
  return head;
}
