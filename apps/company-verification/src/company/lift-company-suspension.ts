import type { Clock } from '@crossing/kernel';
import { CompanyReinstated } from '@crossing/contracts';
import { requireStaff, type Caller } from '@crossing/subgraph/caller.ts';
import { InputCheck } from '@crossing/subgraph/input-check.ts';
import { versionConflict, type InvalidInput, type VersionConflict, type WrongState } from '@crossing/subgraph/problems.ts';
import { notFound } from '@crossing/subgraph/refusal.ts';
import { releaseOpportunities } from '../opportunity/hold-opportunities.ts';
import type { Transact } from '../unit-of-work.ts';
import { conflictOfInterest, isOwnWord, type ConflictOfInterest } from './company-decision.ts';
import { announceCompany } from './company-events.ts';
import { liftSuspension } from './company-standing.ts';
import { mayPublish, viewOf, type CompanyView } from './company.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly companyId: string;
  readonly expectedVersion: number;
  readonly reason: string;
}

export interface LiftCompanySuspensionSuccess {
  readonly kind: 'LiftCompanySuspensionSuccess';
  readonly company: CompanyView;
  readonly releasedOpportunities: number;
}

export type LiftCompanySuspensionResult = LiftCompanySuspensionSuccess | ConflictOfInterest | InvalidInput | VersionConflict | WrongState;

/** Takes a suspension back, with what it had held; if the verification has run out meanwhile, both stay down. */
export const liftCompanySuspension =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, { companyId, expectedVersion, reason }: Request): Promise<LiftCompanySuspensionResult> => {
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
      if (company.state !== 'SUSPENDED' && isOwnWord(company, { decidedBy, expectedVersion, reasons: [told] })) {
        return { kind: 'LiftCompanySuspensionSuccess', company: viewOf(company, now), releasedOpportunities: 0 };
      }
      if (company.version !== expectedVersion) return versionConflict(company.version);
      const lifted = liftSuspension(company, told, { decidedBy, now });
      if (!('companyId' in lifted)) return lifted;
      await tx.companies.update(lifted);
      const releasedOpportunities = mayPublish(lifted, now) ? await releaseOpportunities(tx, lifted, ['COMPANY_SUSPENDED'], now) : 0;
      tx.emit(CompanyReinstated, companyId, { companyId, state: lifted.state, reinstatedAt: now.toISOString() });
      announceCompany(tx, lifted);
      const detail = { releasedOpportunities };
      await tx.audit.record({
        action: 'company.suspension-lifted',
        aggregate: 'company',
        aggregateId: companyId,
        version: lifted.version,
        detail,
      });
      return { kind: 'LiftCompanySuspensionSuccess', company: viewOf(lifted, now), releasedOpportunities };
    });
  };
