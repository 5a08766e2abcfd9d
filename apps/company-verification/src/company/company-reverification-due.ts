import type { Clock } from '@crossing/kernel';
import { CompanyReverificationDue } from '@crossing/contracts';
import type { DeadlineHandler } from '@crossing/runtime';
import type { Tx } from '../unit-of-work.ts';
import { announceCompany } from './company-events.ts';
import { becomeDue } from './company-standing.ts';

/** 30 days before a verification ends: the reviewers' list shows the company again. */
export const companyReverificationDue =
  ({ clock }: { readonly clock: Clock }): DeadlineHandler<Tx> =>
  async (tx, { aggregateId }) => {
    const company = await tx.companies.lock(aggregateId);
    const due = company && becomeDue(company, clock());
    if (!due) return;
    await tx.companies.update(due);
    tx.emit(CompanyReverificationDue, aggregateId, { companyId: aggregateId, verifiedUntil: due.verifiedUntil!.toISOString() });
    announceCompany(tx, due);
    await tx.audit.record({ action: 'company.reverification-due', aggregate: 'company', aggregateId, version: due.version });
  };
