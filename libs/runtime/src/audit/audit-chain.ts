import { createHash } from 'node:crypto';
import { canonicalJson, type Sql } from '@crossing/kernel';

/** An entry of the audit log as it is sealed: every column, exactly. */
export interface AuditEntry {
  readonly seq: bigint;
  /** To the microsecond, in UTC: what a Date would round off could be altered unseen. */
  readonly at: string;
  readonly actorRef: string;
  readonly action: string;
  readonly aggregate: string;
  readonly aggregateId: string;
  readonly version: number | null;
  readonly detail: unknown;
}

/** The columns of `AuditEntry`, of `audit_entry e`. */
export const ENTRY_COLUMNS = `e.seq, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, e.actor_ref AS "actorRef", e.action,
  e.aggregate, e.aggregate_id AS "aggregateId", e.version, e.detail`;

/** The newest link of a chain: `n` entries are sealed, and `hash` stands for all of them. */
export interface ChainEnd {
  readonly n: bigint;
  readonly hash: Buffer;
}

/** Where the chain of a service begins; a name of its own, so that no chain passes for another service's. */
export const beginning = (service: string): ChainEnd => ({ n: 0n, hash: sha256(`crossing.audit.v1\n${service}`) });

/** The chain with one entry more: SHA-256(hash before ‖ canonical JSON of the entry). */
export const sealed = (end: ChainEnd, entry: AuditEntry): ChainEnd => ({ n: end.n + 1n, hash: hashAfter(end.hash, entry) });

export function hashAfter(hash: Buffer, { seq, at, actorRef, action, aggregate, aggregateId, version, detail }: AuditEntry): Buffer {
  return sha256(hash, canonicalJson({ seq, at, actorRef, action, aggregate, aggregateId, version, detail }));
}

/** Where the chain ends in the database at hand; its beginning when nothing is sealed. */
export async function endOfChain(sql: Sql, service: string): Promise<ChainEnd> {
  const { rows } = await sql.query<ChainEnd>('SELECT n, hash FROM audit_seal ORDER BY n DESC LIMIT 1');
  return rows[0] ?? beginning(service);
}

function sha256(...parts: readonly (string | Buffer)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
