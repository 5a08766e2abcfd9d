import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, person, uuid } from '../fields.ts';

const data = Type.Object({
  offerId: uuid(),
  applicationId: uuid(),
  opportunityId: uuid(),
  companyId: uuid(),
  contributorId: person(),
  expiredAt: instant(),
});

/** Nobody answered an offer in time. */
export const OfferExpired = fact({ name: 'OfferExpired', service: 'matching', aggregate: 'offer', key: 'offerId', event: 'expired', data });

export type OfferExpired = Static<typeof data>;
