import type { Clock, NewId } from '@crossing/kernel';
import { CompanyCheckCompleted } from '@crossing/contracts';
import { requireStaff, type Caller } from '@crossing/subgraph/caller.ts';
import { InputCheck } from '@crossing/subgraph/input-check.ts';
import { wrongState, type InvalidInput, type WrongState } from '@crossing/subgraph/problems.ts';
import { notFound } from '@crossing/subgraph/refusal.ts';
import { conflictOfInterest, type ConflictOfInterest } from '../company/company-decision.ts';
import { viewOf, type CompanyState, type CompanyView } from '../company/company.ts';
import type { Transact } from '../unit-of-work.ts';
import { checkCompleted } from './check-events.ts';
import { mayBeWaived, type CheckResult, type CheckType, type VerificationCheck } from './check.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly newId: NewId;
}

interface Request {
  readonly companyId: string;
  readonly type: CheckType;
  readonly result: CheckResult;
  readonly note: string;
  readonly expiresAt: Date | null;
}

export interface RecordCheckSuccess {
  readonly kind: 'RecordCheckSuccess';
  readonly company: CompanyView;
}

export type RecordCheckResult = RecordCheckSuccess | ConflictOfInterest | InvalidInput | WrongState;

const OVER: readonly CompanyState[] = ['DRAFT', 'TERMINATED'];

/** Records what a reviewer checked by hand. The company stays as it is, its version too: the decision reads the checks anew. */
export const recordCheck =
  ({ transact, clock, newId }: Deps) =>
  async (caller: Caller, request: Request): Promise<RecordCheckResult> => {
    const reviewer = requireStaff(caller, 'TRUST_REVIEWER');
    return transact(reviewer, async (tx) => {
      const company = await tx.companies.lock(request.companyId);
      if (!company) throw notFound('company');
      const conflict = conflictOfInterest(reviewer, company);
      if (conflict) return conflict;
      const now = clock();
      const clean = checkRequest(request, now);
      if ('issues' in clean) return clean;
      if (OVER.includes(company.state)) return wrongState(company.state, 'SUBMITTED', 'VERIFIED');
      const made = { checkId: newId(), method: 'MANUAL', performedBy: reviewer.subject, performedAt: now } as const;
      const check: VerificationCheck = { ...clean, ...made };
      await tx.checks.add([check]);
      tx.emit(CompanyCheckCompleted, company.companyId, checkCompleted(check));
      const detail = { type: check.type, result: check.result };
      await tx.audit.record({ action: 'company.check-recorded', aggregate: 'company', aggregateId: company.companyId, detail });
      return { kind: 'RecordCheckSuccess', company: viewOf(company, now) };
    });
  };

function checkRequest(request: Request, now: Date): Request | InvalidInput {
  const check = new InputCheck();
  const note = check.text('note', request.note, { max: 2000 });
  const waived = request.result === 'WAIVED';
  check.that(!waived || mayBeWaived(request.type), 'result', 'never-waived', `${request.type} is never waived: it must pass.`);
  check.that(request.expiresAt === null || request.expiresAt > now, 'expiresAt', 'future', 'expiresAt must be in the future.');
  return check.problem() ?? { ...request, note };
}
