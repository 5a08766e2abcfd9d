import type { Clock } from '@crossing/kernel';
import { OpportunityExpired } from '@crossing/contracts';
import type { DeadlineHandler } from '@crossing/runtime';
import type { Tx } from '../unit-of-work.ts';
import { announceMoved } from './opportunity-events.ts';
import { expire } from './opportunity.ts';

/** The last day for applications is over, in UTC. */
export const opportunityApplyBy =
  ({ clock }: { readonly clock: Clock }): DeadlineHandler<Tx> =>
  async (tx, { aggregateId }) => {
    const now = clock();
    const opportunity = await tx.opportunities.lock(aggregateId);
    const [published] = await tx.revisions.published([aggregateId]);
    const expired = opportunity && published && expire(opportunity, published.terms.applyBy, now);
    if (!expired) return;
    await tx.opportunities.update(expired);
    const { companyId } = await announceMoved(tx, expired);
    const fact = { opportunityId: aggregateId, companyId, revision: published.revision, expiredAt: now.toISOString() };
    tx.emit(OpportunityExpired, aggregateId, fact);
    await tx.audit.record({ action: 'opportunity.expired', aggregate: 'opportunity', aggregateId, version: expired.version });
  };
