import type { Sql } from '@crossing/kernel';
import { beginning, ENTRY_COLUMNS, hashAfter, type AuditEntry, type ChainEnd } from './audit-chain.ts';
import type { AuditHead, VerifyHead } from './audit-head.ts';

/** What is wrong with an audit log, and where: `n` counts its entries from 1, in the order in which they were sealed. */
export type Breach =
  | { readonly kind: 'altered' | 'reordered' | 'entry-deleted'; readonly n: bigint; readonly seq: bigint }
  | { readonly kind: 'seal-deleted'; readonly n: bigint }
  | { readonly kind: 'never-sealed'; readonly seq: bigint }
  | { readonly kind: 'truncated'; readonly n: bigint; readonly signed: bigint }
  | { readonly kind: 'rewritten'; readonly n: bigint; readonly after: bigint }
  | { readonly kind: 'wrong-signature'; readonly n: bigint; readonly kid: string }
  | { readonly kind: 'no-head' };

export interface Verdict {
  readonly service: string;
  /** Entries that are chained. */
  readonly sealed: bigint;
  /** Entries that a good head outside the database vouches for. */
  readonly signed: bigint;
  /** Entries that wait for the next second's seal. */
  readonly waiting: bigint;
  /** The first one that is wrong; null when all is well. */
  readonly breach: Breach | null;
}

/** A sealed entry as the database has it; the entry's columns are null when it is gone. */
interface Link {
  readonly n: bigint;
  readonly sealedSeq: bigint;
  readonly hash: Buffer;
  readonly seq: bigint | null;
}

export interface Verifying {
  readonly service: string;
  /** Heads that were kept outside, in any order. */
  readonly heads: readonly AuditHead[];
  readonly verify: VerifyHead;
}

const PAGE = 2_000;

/**
 * Recomputes a service's chain and compares it with its signed heads. `sql` must see one state of the database: a transaction
 * of the level REPEATABLE READ. The heads must have been read before it began.
 */
export async function verifyChain(sql: Sql, { service, heads, verify }: Verifying): Promise<Verdict> {
  const isGood = (head: AuditHead): boolean => head.service === service && verify(head);
  const good = heads.filter(isGood).sort((a, b) => (BigInt(a.n) < BigInt(b.n) ? -1 : 1));
  const forged = heads.find((head) => !isGood(head));
  const chain = await walk(sql, service, good);
  const { waiting, unsealed } = await unsealedIn(sql);
  const breach: Breach | null =
    chain.breach ??
    (forged ? { kind: 'wrong-signature', n: BigInt(forged.n), kid: forged.kid } : null) ??
    truncation(good.at(-1), chain.end.n) ??
    (unsealed === null ? null : { kind: 'never-sealed', seq: unsealed }) ??
    (heads.length === 0 && chain.end.n > 0n ? { kind: 'no-head' } : null);
  return { service, sealed: chain.end.n, signed: chain.signed, waiting, breach };
}

interface Walked {
  readonly end: ChainEnd;
  readonly signed: bigint;
  readonly breach: Breach | null;
}

async function walk(sql: Sql, service: string, heads: readonly AuditHead[]): Promise<Walked> {
  const signedAt = Map.groupBy(heads, ({ n }) => BigInt(n));
  let end = beginning(service);
  let signed = 0n;
  for (;;) {
    const links = await linksAfter(sql, end.n);
    for (const link of links) {
      const breach = await breachAt(sql, link, end);
      if (breach) return { end, signed, breach };
      end = { n: link.n, hash: link.hash };
      const here = signedAt.get(link.n) ?? [];
      if (here.some(({ hash }) => hash !== link.hash.toString('hex')))
        return { end, signed, breach: { kind: 'rewritten', n: link.n, after: signed } };
      if (here.length > 0) signed = link.n;
    }
    if (links.length < PAGE) return { end, signed, breach: null };
  }
}

async function linksAfter(sql: Sql, n: bigint): Promise<readonly Link[]> {
  const { rows } = await sql.query<Link>(
    `SELECT s.n, s.seq AS "sealedSeq", s.hash, ${ENTRY_COLUMNS} FROM audit_seal s LEFT JOIN audit_entry e ON e.seq = s.seq
     WHERE s.n > $1 ORDER BY s.n LIMIT ${PAGE}`,
    [String(n)],
  );
  return rows;
}

async function breachAt(sql: Sql, link: Link, end: ChainEnd): Promise<Breach | null> {
  const n = end.n + 1n;
  if (link.n !== n) return { kind: 'seal-deleted', n };
  if (link.seq === null) return { kind: 'entry-deleted', n, seq: link.sealedSeq };
  if (hashAfter(end.hash, link as unknown as AuditEntry).equals(link.hash)) return null;
  const moved = await entryWith(sql, end.hash, link.hash);
  return { kind: moved ? 'reordered' : 'altered', n, seq: link.sealedSeq };
}

/** Whether the entry that belongs here is somewhere else in the log. */
async function entryWith(sql: Sql, before: Buffer, hash: Buffer): Promise<boolean> {
  for (let after: bigint | null = null; ;) {
    const { rows }: { rows: AuditEntry[] } = await sql.query<AuditEntry>(
      `SELECT ${ENTRY_COLUMNS} FROM audit_entry e WHERE $1::bigint IS NULL OR e.seq > $1 ORDER BY e.seq LIMIT ${PAGE}`,
      [after === null ? null : String(after)],
    );
    if (rows.some((entry) => hashAfter(before, entry).equals(hash))) return true;
    if (rows.length < PAGE) return false;
    after = rows.at(-1)!.seq;
  }
}

const truncation = (newest: AuditHead | undefined, n: bigint): Breach | null =>
  newest && BigInt(newest.n) > n ? { kind: 'truncated', n: n + 1n, signed: BigInt(newest.n) } : null;

/** How many entries wait, and the first one that neither waits nor is sealed. */
async function unsealedIn(sql: Sql): Promise<{ readonly waiting: bigint; readonly unsealed: bigint | null }> {
  const { rows } = await sql.query<{ waiting: bigint; unsealed: bigint | null }>(
    `SELECT (SELECT count(*) FROM audit_unsealed) AS waiting,
            (SELECT min(seq) FROM audit_entry e WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.seq = e.seq)
               AND NOT EXISTS (SELECT FROM audit_unsealed u WHERE u.seq = e.seq)) AS unsealed`,
  );
  return rows[0]!;
}
