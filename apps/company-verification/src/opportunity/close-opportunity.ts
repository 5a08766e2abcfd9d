import type { Clock } from '@crossing/kernel';
import { OpportunityClosed } from '@crossing/contracts';
import { requirePerson, type Caller } from '@crossing/subgraph/caller.ts';
import type { WrongState } from '@crossing/subgraph/problems.ts';
import type { Transact } from '../unit-of-work.ts';
import { lockAsRecruiter } from './lock-as-recruiter.ts';
import { announceMoved } from './opportunity-events.ts';
import { close, wasPublished, type Opportunity } from './opportunity.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly opportunityId: string;
}

export interface CloseOpportunitySuccess {
  readonly kind: 'CloseOpportunitySuccess';
  readonly opportunity: Opportunity;
}

export type CloseOpportunityResult = CloseOpportunitySuccess | WrongState;

/** Takes no more applications for good; what was agreed goes on. One that was never published ends without a word to others. */
export const closeOpportunity =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, { opportunityId }: Request): Promise<CloseOpportunityResult> => {
    requirePerson(caller);
    return transact(caller, async (tx) => {
      const opportunity = await lockAsRecruiter(tx, caller, opportunityId);
      if (opportunity.publication === 'CLOSED') return { kind: 'CloseOpportunitySuccess', opportunity };
      const closed = close(opportunity);
      if ('kind' in closed) return closed;
      await tx.opportunities.update(closed);
      await tx.deadlines.clear('opportunity-apply-by', opportunityId);
      if (wasPublished(closed)) {
        const { companyId, publishedRevision: revision } = await announceMoved(tx, closed);
        tx.emit(OpportunityClosed, opportunityId, { opportunityId, companyId, revision, closedAt: clock().toISOString() });
      }
      const entry = { aggregate: 'opportunity', aggregateId: opportunityId, version: closed.version };
      await tx.audit.record({ action: 'opportunity.closed', ...entry });
      return { kind: 'CloseOpportunitySuccess', opportunity: closed };
    });
  };
