import { Type, type Static } from '@sinclair/typebox';
import { workType } from '../enums.ts';
import { fact } from '../event-contract.ts';
import { code, date, nullable, openEnum, ordinal, person, uuid } from '../fields.ts';

const data = Type.Object({
  engagementId: uuid(),
  offerId: uuid(),
  opportunityId: uuid(),
  companyId: uuid(),
  contributorId: person(),
  workType: workType(),
  domain: code(),
  tier: ordinal(),
  by: openEnum(['CONTRIBUTOR', 'COMPANY']),
  startedOn: nullable(date()),
  terminatedOn: date(),
});

/** An engagement ended early; `startedOn` is null if it never began. */
export const EngagementTerminated = fact({
  name: 'EngagementTerminated',
  service: 'matching',
  aggregate: 'engagement',
  key: 'engagementId',
  event: 'terminated',
  data,
});

export type EngagementTerminated = Static<typeof data>;
