import { OpportunityState } from '@crossing/contracts';
import { projection } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';
import { opportunityViewOf } from './opportunity-view.ts';

/** Keeps the newest snapshot of an opportunity, and as many seats as its published terms say. */
export const onOpportunityState = projection<OpportunityState, Tx>('opportunity-view', OpportunityState, {
  tables: ['opportunity_view'],
  alsoWrites: ['seat_allocation'],
  put: async (tx, snapshots) => tx.seats.provide(await tx.opportunityViews.put(snapshots.map(({ data }) => opportunityViewOf(data)))),
  erase: (tx, opportunityId) => tx.opportunityViews.remove(opportunityId),
});
