import type { Offer } from '../offer/offer.ts';
import type { Engagement } from './engagement.ts';

/** What every event about an engagement says. */
export const engagementFacts = (
  { engagementId, offerId, opportunityId, companyId, contributorId }: Engagement,
  { workType, domain, tier }: Offer,
) => ({ engagementId, offerId, opportunityId, companyId, contributorId, workType, domain, tier });
