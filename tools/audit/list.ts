import { ENTRY_COLUMNS, type AuditEntry } from '@crossing/runtime/audit/audit-chain.ts';
import type { AuditAccess } from './audit-access.ts';

const PAGE = 50;

type Listed = AuditEntry & { readonly n: bigint | null };

/** Prints a page of a service's audit log, the newest entry first. */
export async function list(
  { reading }: AuditAccess,
  { service, page, json }: { readonly service: string; readonly page: number; readonly json: boolean },
  print: (line: string) => void,
): Promise<void> {
  const { rows } = await reading(service, (sql) =>
    sql.query<Listed>(
      `SELECT s.n, ${ENTRY_COLUMNS} FROM audit_entry e LEFT JOIN audit_seal s USING (seq) ORDER BY e.seq DESC LIMIT ${PAGE} OFFSET $1`,
      [(page - 1) * PAGE],
    ),
  );
  for (const row of rows)
    print(json ? JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) : lineOf(row));
  if (rows.length === 0 && !json) print(page === 1 ? `${service} has no entries.` : `${service} has no page ${page}.`);
}

function lineOf({ n, at, actorRef, action, aggregate, aggregateId, version, detail }: Listed): string {
  const what = `${aggregate} ${aggregateId}${version === null ? '' : ` v${version}`}`;
  return `${String(n ?? '…').padStart(6)}  ${at}  ${action}  ${what}  by ${actorRef}  ${JSON.stringify(detail)}`;
}
