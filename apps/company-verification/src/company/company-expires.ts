import type { Clock } from '@crossing/kernel';
import { CompanyExpired } from '@crossing/contracts';
import type { DeadlineHandler } from '@crossing/runtime';
import { holdOpportunities } from '../opportunity/hold-opportunities.ts';
import type { Tx } from '../unit-of-work.ts';
import { announceCompany } from './company-events.ts';
import { expire } from './company-standing.ts';

/** A verification has run out: readers have not seen the company's work since that moment; now the states follow. */
export const companyExpires =
  ({ clock }: { readonly clock: Clock }): DeadlineHandler<Tx> =>
  async (tx, { aggregateId }) => {
    const now = clock();
    const company = await tx.companies.lock(aggregateId);
    const expired = company && expire(company, now);
    if (!expired) return;
    await tx.companies.update(expired);
    await holdOpportunities(tx, expired, 'COMPANY_EXPIRED', now);
    const verifiedUntil = expired.verifiedUntil!.toISOString();
    tx.emit(CompanyExpired, aggregateId, { companyId: aggregateId, verifiedUntil, expiredAt: now.toISOString() });
    announceCompany(tx, expired);
    await tx.audit.record({ action: 'company.expired', aggregate: 'company', aggregateId, version: expired.version });
  };
