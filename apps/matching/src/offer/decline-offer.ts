import type { Clock } from '@crossing/kernel';
import { notFound, requirePerson, type Caller, type WrongState } from '@crossing/subgraph';
import { afterOffer } from '../application/application.ts';
import { moveApplication } from '../application/move-application.ts';
import type { Transact } from '../unit-of-work.ts';
import { moveOffer } from './move-offer.ts';
import { conclude, type Offer } from './offer.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly offerId: string;
}

export interface DeclineOfferSuccess {
  readonly kind: 'DeclineOfferSuccess';
  readonly offer: Offer;
}

export type DeclineOfferResult = DeclineOfferSuccess | WrongState;

/** Declines an open offer of the caller's. */
export const declineOffer =
  ({ transact, clock }: Deps) =>
  (caller: Caller, { offerId }: Request): Promise<DeclineOfferResult> => {
    const { subject } = requirePerson(caller);
    return transact(caller, async (tx) => {
      const known = await tx.offers.find(offerId);
      if (known?.contributorId !== subject) throw notFound('offer');
      const application = (await tx.applications.lock(known.applicationId))!;
      const offer = (await tx.offers.lock(offerId))!;
      const declined = conclude(offer, 'DECLINED', clock());
      if ('kind' in declined) return declined;
      if (declined !== offer) {
        await moveApplication(tx, application, afterOffer(application, 'DECLINED'), clock());
        await moveOffer(tx, offer, declined, clock());
      }
      return { kind: 'DeclineOfferSuccess', offer: declined };
    });
  };
