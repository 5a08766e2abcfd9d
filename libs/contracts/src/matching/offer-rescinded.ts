import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, person, uuid } from '../fields.ts';

const data = Type.Object({
  offerId: uuid(),
  applicationId: uuid(),
  opportunityId: uuid(),
  companyId: uuid(),
  contributorId: person(),
  rescindedAt: instant(),
});

/** The company took an offer back. */
export const OfferRescinded = fact({
  name: 'OfferRescinded',
  service: 'matching',
  aggregate: 'offer',
  key: 'offerId',
  event: 'rescinded',
  data,
});

export type OfferRescinded = Static<typeof data>;
