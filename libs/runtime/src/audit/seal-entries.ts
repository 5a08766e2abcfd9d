import type { Sql } from '@crossing/kernel';
import { endOfChain, ENTRY_COLUMNS, sealed, type AuditEntry, type ChainEnd } from './audit-chain.ts';

/** Entries that are sealed by one transaction. */
const BATCH = 500;

/**
 * Seals the oldest entries that wait, in one transaction of their own: the writers wait for nothing. Answers whether more may
 * wait, and `null` when another process is sealing.
 */
export async function sealEntries(sql: Sql, service: string): Promise<{ readonly more: boolean } | null> {
  // Until the end of the transaction: nobody can hold it without a transaction that lives, and the next one sees what this one sealed.
  const { rows: locks } = await sql.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS mine', [
    `${service}.audit-sealer`,
  ]);
  if (!locks[0]!.mine) return null;
  const { rows: entries } = await sql.query<AuditEntry>(
    `SELECT ${ENTRY_COLUMNS} FROM audit_unsealed u JOIN audit_entry e USING (seq) ORDER BY u.seq LIMIT ${BATCH}`,
  );
  if (entries.length === 0) return { more: false };
  await write(sql, entries, await endOfChain(sql, service));
  return { more: entries.length === BATCH };
}

async function write(sql: Sql, entries: readonly AuditEntry[], end: ChainEnd): Promise<void> {
  const links: ChainEnd[] = [];
  for (const entry of entries) links.push(sealed(links.at(-1) ?? end, entry));
  const seqs = entries.map(({ seq }) => String(seq));
  await sql.query('INSERT INTO audit_seal (n, seq, hash) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])', [
    links.map(({ n }) => String(n)),
    seqs,
    links.map(({ hash }) => hash),
  ]);
  await sql.query('DELETE FROM audit_unsealed WHERE seq = ANY ($1::bigint[])', [seqs]);
}
