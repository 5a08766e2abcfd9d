import { OfferAccepted, OfferDeclined, OfferExpired, OfferRescinded } from '@crossing/contracts';
import type { Tx } from '../unit-of-work.ts';
import type { Offer } from './offer.ts';

/** The deadline at which an unanswered offer ends. */
export const OFFER_EXPIRES = 'offer-expires';

/** Stores the end of an offer, tells of it, and records it. `engagementId` is what an accepted one became. */
export async function moveOffer(tx: Tx, before: Offer, after: Offer, now: Date, engagementId?: string): Promise<void> {
  await tx.offers.update(after, before.version);
  await tx.deadlines.clear(OFFER_EXPIRES, after.offerId);
  tell(tx, after, now.toISOString(), engagementId);
  await tx.audit.record({
    action: `offer.${after.state.toLowerCase()}`,
    aggregate: 'offer',
    aggregateId: after.offerId,
    version: after.version,
  });
}

function tell(tx: Tx, offer: Offer, at: string, engagementId?: string): void {
  const { offerId, applicationId, opportunityId, companyId, contributorId, state } = offer;
  const parties = { offerId, applicationId, opportunityId, companyId, contributorId };
  switch (state) {
    case 'ACCEPTED':
      return tx.emit(OfferAccepted, offerId, { ...parties, engagementId: engagementId!, acceptedAt: at });
    case 'DECLINED':
      return tx.emit(OfferDeclined, offerId, { ...parties, declinedAt: at });
    case 'RESCINDED':
      return tx.emit(OfferRescinded, offerId, { ...parties, rescindedAt: at });
    case 'EXPIRED':
      return tx.emit(OfferExpired, offerId, { ...parties, expiredAt: at });
    case 'ISSUED':
      throw new Error('An offer does not become ISSUED again.');
  }
}
