import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, person, uuid } from '../fields.ts';

const data = Type.Object({
  offerId: uuid(),
  applicationId: uuid(),
  opportunityId: uuid(),
  companyId: uuid(),
  contributorId: person(),
  engagementId: uuid(),
  acceptedAt: instant(),
});

/** The person accepted an offer: an engagement exists. */
export const OfferAccepted = fact({
  name: 'OfferAccepted',
  service: 'matching',
  aggregate: 'offer',
  key: 'offerId',
  event: 'accepted',
  data,
});

export type OfferAccepted = Static<typeof data>;
