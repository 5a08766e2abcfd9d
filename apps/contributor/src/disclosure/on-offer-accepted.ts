import { OfferAccepted } from '@crossing/contracts';
import { on } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';

/**
 * Lets the company see who will work for it: from the agreement on, as the work may begin a year later. No order holds
 * between offers and engagements, so an end that came first stays.
 */
export const onOfferAccepted = on<OfferAccepted, Tx>(OfferAccepted, async (tx, { data }) => {
  const { engagementId, companyId, contributorId } = data;
  await tx.disclosures.addIfNone({ sourceId: engagementId, companyId, contributorId, until: null });
});
