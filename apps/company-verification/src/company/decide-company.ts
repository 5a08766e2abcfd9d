import type { Clock } from '@crossing/kernel';
import { CompanyInformationRequested, CompanyRejected, CompanyVerified } from '@crossing/contracts';
import { requireStaff, type Caller } from '@crossing/subgraph/caller.ts';
import { versionConflict, type InvalidInput, type VersionConflict, type WrongState } from '@crossing/subgraph/problems.ts';
import { notFound } from '@crossing/subgraph/refusal.ts';
import { missingChecks, type CheckType } from '../check/check.ts';
import { refreshOpportunities } from '../opportunity/hold-opportunities.ts';
import type { Transact, Tx } from '../unit-of-work.ts';
import { checkVerdict, conflictOfInterest, decide, isVerdictOn, type CompanyVerdict, type ConflictOfInterest } from './company-decision.ts';
import { announceCompany } from './company-events.ts';
import { DUE_BEFORE, viewOf, type Company, type CompanyView } from './company.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request extends CompanyVerdict {
  readonly companyId: string;
  readonly expectedVersion: number;
}

export interface DecideCompanySuccess {
  readonly kind: 'DecideCompanySuccess';
  readonly company: CompanyView;
}

export interface ChecksOutstanding {
  readonly kind: 'ChecksOutstanding';
  readonly message: string;
  readonly missing: readonly CheckType[];
}

export type DecideCompanyResult =
  DecideCompanySuccess | ChecksOutstanding | ConflictOfInterest | InvalidInput | VersionConflict | WrongState;

/** A reviewer verifies a company until a date, asks for more, or rejects it. */
export const decideCompany =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, { companyId, expectedVersion, ...verdict }: Request): Promise<DecideCompanyResult> => {
    const reviewer = requireStaff(caller, 'TRUST_REVIEWER');
    return transact(reviewer, async (tx) => {
      const company = await tx.companies.lock(companyId);
      if (!company) throw notFound('company');
      const conflict = conflictOfInterest(reviewer, company);
      if (conflict) return conflict;
      const now = clock();
      const clean = checkVerdict(verdict, now);
      if ('issues' in clean) return clean;
      const decidedBy = reviewer.subject;
      if (isVerdictOn(company, clean, { decidedBy, expectedVersion }))
        return { kind: 'DecideCompanySuccess', company: viewOf(company, now) };
      if (company.version !== expectedVersion) return versionConflict(company.version);
      const decided = decide(company, clean, { decidedBy, now });
      if (!('companyId' in decided)) return decided;
      const missing = clean.outcome === 'VERIFY' ? missingChecks(company, await tx.checks.latest([companyId]), now) : [];
      if (missing.length > 0) return checksOutstanding(missing);
      await tx.companies.update(decided);
      await tell(tx, decided, now);
      const detail = { outcome: clean.outcome };
      await tx.audit.record({ action: 'company.decided', aggregate: 'company', aggregateId: companyId, version: decided.version, detail });
      return { kind: 'DecideCompanySuccess', company: viewOf(decided, now) };
    });
  };

const checksOutstanding = (missing: readonly CheckType[]): ChecksOutstanding => ({
  kind: 'ChecksOutstanding',
  message: `Not passed since the company was last saved and verified: ${missing.join(', ')}. Record them first.`,
  missing,
});

async function tell(tx: Tx, company: Company, now: Date): Promise<void> {
  const { companyId } = company;
  if (company.state === 'VERIFIED') {
    const until = company.verifiedUntil!;
    await tx.deadlines.set('company-reverification-due', companyId, new Date(until.getTime() - DUE_BEFORE));
    await tx.deadlines.set('company-expires', companyId, until);
    tx.emit(CompanyVerified, companyId, { companyId, verifiedAt: now.toISOString(), verifiedUntil: until.toISOString() });
    await refreshOpportunities(tx, company, now);
  } else if (company.state === 'REJECTED') tx.emit(CompanyRejected, companyId, { companyId, rejectedAt: now.toISOString() });
  else tx.emit(CompanyInformationRequested, companyId, { companyId, requestedAt: now.toISOString() });
  announceCompany(tx, company);
}
