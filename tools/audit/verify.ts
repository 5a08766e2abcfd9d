import { headFiles } from '@crossing/runtime/audit/head-files.ts';
import { verifyChain, type Verdict } from '@crossing/runtime/audit/verify-chain.ts';
import type { AuditAccess } from './audit-access.ts';
import { sentenceOf } from './breach-sentence.ts';

/** Judges the audit logs of these services and prints a line for each; true when all are as they were written. */
export async function verify(
  access: AuditAccess,
  { services, json }: { readonly services: readonly string[]; readonly json: boolean },
  print: (line: string) => void,
): Promise<boolean> {
  const verdicts: Verdict[] = [];
  for (const service of services) {
    const verdict = await verdictOn(access, service);
    verdicts.push(verdict);
    if (!json) print(lineOf(verdict));
  }
  const intact = verdicts.every(({ breach }) => breach === null);
  if (json)
    print(JSON.stringify({ intact, logs: verdicts }, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));
  return intact;
}

async function verdictOn({ folder, verifyHead, reading }: AuditAccess, service: string): Promise<Verdict> {
  const heads = await headFiles(folder, service).all();
  return reading(service, (sql) => verifyChain(sql, { service, heads, verify: verifyHead }));
}

function lineOf({ service, sealed, signed, waiting, breach }: Verdict): string {
  if (breach) return `${service}: BROKEN. ${sentenceOf(breach)}`;
  const late = [...(waiting > 0n ? [`${waiting} not sealed yet`] : []), ...(sealed > signed ? [`${sealed - signed} not signed yet`] : [])];
  return `${service}: intact, ${sealed} entries${late.length > 0 ? ` (${late.join(', ')})` : ''}.`;
}
