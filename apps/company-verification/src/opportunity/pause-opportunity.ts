import type { Clock } from '@crossing/kernel';
import { OpportunityPaused } from '@crossing/contracts';
import { requirePerson, type Caller } from '@crossing/subgraph/caller.ts';
import type { WrongState } from '@crossing/subgraph/problems.ts';
import type { Transact } from '../unit-of-work.ts';
import { lockAsRecruiter } from './lock-as-recruiter.ts';
import { announceMoved } from './opportunity-events.ts';
import { pause, type Opportunity } from './opportunity.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly opportunityId: string;
}

export interface PauseOpportunitySuccess {
  readonly kind: 'PauseOpportunitySuccess';
  readonly opportunity: Opportunity;
}

export type PauseOpportunityResult = PauseOpportunitySuccess | WrongState;

/** Takes no more applications for a while; what has begun goes on. */
export const pauseOpportunity =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, { opportunityId }: Request): Promise<PauseOpportunityResult> => {
    requirePerson(caller);
    return transact(caller, async (tx) => {
      const opportunity = await lockAsRecruiter(tx, caller, opportunityId);
      if (opportunity.publication === 'PAUSED') return { kind: 'PauseOpportunitySuccess', opportunity };
      const paused = pause(opportunity);
      if ('kind' in paused) return paused;
      await tx.opportunities.update(paused);
      const { companyId, publishedRevision: revision } = await announceMoved(tx, paused);
      tx.emit(OpportunityPaused, opportunityId, { opportunityId, companyId, revision, pausedAt: clock().toISOString() });
      const entry = { aggregate: 'opportunity', aggregateId: opportunityId, version: paused.version };
      await tx.audit.record({ action: 'opportunity.paused', ...entry });
      return { kind: 'PauseOpportunitySuccess', opportunity: paused };
    });
  };
