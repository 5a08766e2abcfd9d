import { CompanyState } from '@crossing/contracts';
import type { Tx } from '../unit-of-work.ts';
import { isVerified, type Company } from './company.ts';

/** Until when a company's opportunities may be seen, as the other subgraphs are told; null when it may not publish. */
export const verifiedUntilTold = (company: Company): string | null =>
  isVerified(company) ? (company.verifiedUntil?.toISOString() ?? null) : null;

/**
 * Tells the whole public snapshot of a company, from its first submission on. The name is that of an organisation, never a
 * person's: no kind of company is a natural person.
 */
export function announceCompany(tx: Pick<Tx, 'emit'>, company: Company): void {
  if (company.submittedAt === null) return;
  tx.emit(CompanyState, company.companyId, {
    companyId: company.companyId,
    version: company.version,
    kind: company.kind!,
    state: company.state,
    verifiedUntil: verifiedUntilTold(company),
    paymentTermsDays: company.paymentTermsDays!,
    legalName: company.legalName,
  });
}
