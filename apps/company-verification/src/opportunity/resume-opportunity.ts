import type { Clock } from '@crossing/kernel';
import { OpportunityResumed } from '@crossing/contracts';
import { requirePerson, type Caller } from '@crossing/subgraph/caller.ts';
import type { WrongState } from '@crossing/subgraph/problems.ts';
import { mayPublish } from '../company/company.ts';
import type { Read, Transact, Tx } from '../unit-of-work.ts';
import { companyNotVerified } from './company-not-verified.ts';
import { lockAsRecruiter } from './lock-as-recruiter.ts';
import { announceMoved } from './opportunity-events.ts';
import { CompanyRefused, resume, type CompanyNotVerified, type Opportunity } from './opportunity.ts';

interface Deps {
  readonly transact: Transact;
  readonly read: Read;
  readonly clock: Clock;
}

interface Request {
  readonly opportunityId: string;
}

export interface ResumeOpportunitySuccess {
  readonly kind: 'ResumeOpportunitySuccess';
  readonly opportunity: Opportunity;
}

export type ResumeOpportunityResult = ResumeOpportunitySuccess | CompanyNotVerified | WrongState;

/** Opens a paused opportunity again, if its company may still publish. */
export const resumeOpportunity =
  ({ transact, read, clock }: Deps) =>
  async (caller: Caller, request: Request): Promise<ResumeOpportunityResult> => {
    requirePerson(caller);
    try {
      return await transact(caller, (tx) => resumeOnce(tx, caller, request, clock()));
    } catch (error) {
      if (!(error instanceof CompanyRefused)) throw error;
      return read(caller, async (stores) => {
        const opportunity = (await stores.opportunities.find(request.opportunityId))!;
        return companyNotVerified((await stores.companies.find(opportunity.companyId))!, clock());
      });
    }
  };

async function resumeOnce(tx: Tx, caller: Caller, { opportunityId }: Request, now: Date): Promise<ResumeOpportunityResult> {
  const opportunity = await lockAsRecruiter(tx, caller, opportunityId);
  if (opportunity.publication === 'PUBLISHED') return { kind: 'ResumeOpportunitySuccess', opportunity };
  const resumed = resume(opportunity);
  if ('kind' in resumed) return resumed;
  const company = (await tx.companies.find(opportunity.companyId))!;
  if (!mayPublish(company, now)) return companyNotVerified(company, now);
  await tx.opportunities.update(resumed);
  const { companyId, publishedRevision: revision } = await announceMoved(tx, resumed);
  tx.emit(OpportunityResumed, opportunityId, { opportunityId, companyId, revision, resumedAt: now.toISOString() });
  const entry = { aggregate: 'opportunity', aggregateId: opportunityId, version: resumed.version };
  await tx.audit.record({ action: 'opportunity.resumed', ...entry });
  return { kind: 'ResumeOpportunitySuccess', opportunity: resumed };
}
