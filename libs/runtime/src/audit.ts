import type { Clock, Sql } from '@crossing/kernel';

export interface AuditRecord {
  /** What happened, e.g. `profile.submitted`. */
  readonly action: string;
  readonly aggregate: string;
  readonly aggregateId: string;
  readonly version?: number;
  /** Codes and ids only: never personal data. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** The service's append-only record of who changed what (decisions D30). */
export interface Audit {
  record(entry: AuditRecord): Promise<void>;
}

/** The audit log on one transaction; `actor` is a subjectRef or the name of a part of the system. */
export const audit = (sql: Sql, { actor, clock }: { readonly actor: string; readonly clock: Clock }): Audit => ({
  async record({ action, aggregate, aggregateId, version, detail = {} }) {
    await sql.query(
      'INSERT INTO audit_entry (at, actor_ref, action, aggregate, aggregate_id, version, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [clock(), actor, action, aggregate, aggregateId, version ?? null, JSON.stringify(detail)],
    );
  },
});
