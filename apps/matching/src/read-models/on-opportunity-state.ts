import { OpportunityState } from '@crossing/contracts';
import { on } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';
import { opportunityViewOf } from './opportunity-view.ts';

/** Keeps the newest snapshot of an opportunity, and as many seats as its published terms say. */
export const onOpportunityState = on<OpportunityState, Tx>(OpportunityState, async (tx, { key, data }) => {
  if (data === null) {
    await tx.opportunityViews.remove(key);
    return;
  }
  const view = opportunityViewOf(data);
  if (await tx.opportunityViews.put(view)) await tx.seats.provide(view.opportunityId, view.terms.seats);
});
