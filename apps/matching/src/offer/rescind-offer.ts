import type { Clock } from '@crossing/kernel';
import {
  InputCheck,
  notFound,
  requireCompanyRole,
  requirePerson,
  type Caller,
  type InvalidInput,
  type WrongState,
} from '@crossing/subgraph';
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
  readonly reason: string;
}

export interface RescindOfferSuccess {
  readonly kind: 'RescindOfferSuccess';
  readonly offer: Offer;
}

export type RescindOfferResult = RescindOfferSuccess | InvalidInput | WrongState;

/** Takes back an open offer, with a reason. The application stays in the company's hands, so that it may offer better terms. */
export const rescindOffer =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, request: Request): Promise<RescindOfferResult> => {
    requirePerson(caller);
    const check = new InputCheck();
    const rescindReason = check.text('reason', request.reason, { max: 1000 });
    return transact(caller, async (tx): Promise<RescindOfferResult> => {
      const known = await tx.offers.find(request.offerId);
      if (!known) throw notFound('offer');
      requireCompanyRole(caller, known.companyId, 'RECRUITER');
      const problem = check.problem();
      if (problem) return problem;
      const application = (await tx.applications.lock(known.applicationId))!;
      const offer = (await tx.offers.lock(known.offerId))!;
      const rescinded = conclude(offer, 'RESCINDED', clock());
      if ('kind' in rescinded) return rescinded;
      if (rescinded === offer) return { kind: 'RescindOfferSuccess', offer };
      const after = { ...rescinded, rescindReason };
      await moveApplication(tx, application, afterOffer(application, 'RESCINDED'), clock());
      await moveOffer(tx, offer, after, clock());
      return { kind: 'RescindOfferSuccess', offer: after };
    });
  };
