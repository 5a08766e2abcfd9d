import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, person, uuid } from '../fields.ts';

const data = Type.Object({
  offerId: uuid(),
  applicationId: uuid(),
  opportunityId: uuid(),
  companyId: uuid(),
  contributorId: person(),
  declinedAt: instant(),
});

/** The person declined an offer. */
export const OfferDeclined = fact({
  name: 'OfferDeclined',
  service: 'matching',
  aggregate: 'offer',
  key: 'offerId',
  event: 'declined',
  data,
});

export type OfferDeclined = Static<typeof data>;
