import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { code, instant, ordinal, person, uuid } from '../fields.ts';

const data = Type.Object({
  offerId: uuid(),
  applicationId: uuid(),
  opportunityId: uuid(),
  companyId: uuid(),
  contributorId: person(),
  revision: ordinal(),
  termsHash: code(),
  validUntil: instant(),
  issuedAt: instant(),
});

/** A company made an offer. */
export const OfferIssued = fact({ name: 'OfferIssued', service: 'matching', aggregate: 'offer', key: 'offerId', event: 'issued', data });

export type OfferIssued = Static<typeof data>;
