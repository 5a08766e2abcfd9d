import type { Clock } from '@crossing/kernel';
import { CompanySuspended } from '@crossing/contracts';
import { requireStaff, type Caller } from '@crossing/subgraph/caller.ts';
import { InputCheck } from '@crossing/subgraph/input-check.ts';
import { versionConflict, type InvalidInput, type VersionConflict, type WrongState } from '@crossing/subgraph/problems.ts';
import { notFound } from '@crossing/subgraph/refusal.ts';
import { holdOpportunities } from '../opportunity/hold-opportunities.ts';
import type { Transact } from '../unit-of-work.ts';
import { conflictOfInterest, isOwnWord, type ConflictOfInterest } from './company-decision.ts';
import { announceCompany } from './company-events.ts';
import { suspend } from './company-standing.ts';
import { viewOf, type CompanyView } from './company.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly companyId: string;
  readonly expectedVersion: number;
  readonly reason: string;
}

export interface SuspendCompanySuccess {
  readonly kind: 'SuspendCompanySuccess';
  readonly company: CompanyView;
  readonly heldOpportunities: number;
}

export type SuspendCompanyResult = SuspendCompanySuccess | ConflictOfInterest | InvalidInput | VersionConflict | WrongState;

/** Ends a company's right to publish, and holds what it has published in the same transaction. What it owes stays owed. */
export const suspendCompany =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, { companyId, expectedVersion, reason }: Request): Promise<SuspendCompanyResult> => {
    const reviewer = requireStaff(caller, 'TRUST_REVIEWER');
    return transact(reviewer, async (tx) => {
      const company = await tx.companies.lock(companyId);
      if (!company) throw notFound('company');
      const conflict = conflictOfInterest(reviewer, company);
      if (conflict) return conflict;
      const check = new InputCheck();
      const told = check.text('reason', reason, { max: 1000 });
      const problem = check.problem();
      if (problem) return problem;
      const now = clock();
      const decidedBy = reviewer.subject;
      if (company.state === 'SUSPENDED' && isOwnWord(company, { decidedBy, expectedVersion, reasons: [told] })) {
        const heldOpportunities = await tx.opportunities.countHeld(companyId, 'COMPANY_SUSPENDED');
        return { kind: 'SuspendCompanySuccess', company: viewOf(company, now), heldOpportunities };
      }
      if (company.version !== expectedVersion) return versionConflict(company.version);
      const suspended = suspend(company, told, decidedBy);
      if (!('companyId' in suspended)) return suspended;
      await tx.companies.update(suspended);
      const heldOpportunities = await holdOpportunities(tx, suspended, 'COMPANY_SUSPENDED', now);
      tx.emit(CompanySuspended, companyId, { companyId, suspendedAt: now.toISOString() });
      announceCompany(tx, suspended);
      const detail = { heldOpportunities };
      await tx.audit.record({
        action: 'company.suspended',
        aggregate: 'company',
        aggregateId: companyId,
        version: suspended.version,
        detail,
      });
      return { kind: 'SuspendCompanySuccess', company: viewOf(suspended, now), heldOpportunities };
    });
  };
