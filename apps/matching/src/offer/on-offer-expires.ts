import type { Clock } from '@crossing/kernel';
import type { DeadlineHandler } from '@crossing/runtime';
import { afterOffer } from '../application/application.ts';
import { moveApplication } from '../application/move-application.ts';
import type { Tx } from '../unit-of-work.ts';
import { moveOffer } from './move-offer.ts';
import { expire } from './offer.ts';

/** Ends an offer that nobody answered in time; the person may apply again. */
export const onOfferExpires =
  ({ clock }: { readonly clock: Clock }): DeadlineHandler<Tx> =>
  async (tx, { aggregateId }) => {
    const known = await tx.offers.find(aggregateId);
    if (!known) return;
    const application = (await tx.applications.lock(known.applicationId))!;
    const offer = (await tx.offers.lock(aggregateId))!;
    const expired = expire(offer, clock());
    if (!expired) return;
    if (application.state === 'OFFERED') await moveApplication(tx, application, afterOffer(application, 'EXPIRED'), clock());
    await moveOffer(tx, offer, expired, clock());
  };
