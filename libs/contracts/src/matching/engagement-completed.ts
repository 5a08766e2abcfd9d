import { Type, type Static } from '@sinclair/typebox';
import { workType } from '../enums.ts';
import { fact } from '../event-contract.ts';
import { code, count, date, ordinal, person, uuid } from '../fields.ts';

const data = Type.Object({
  engagementId: uuid(),
  offerId: uuid(),
  opportunityId: uuid(),
  companyId: uuid(),
  contributorId: person(),
  workType: workType(),
  domain: code(),
  tier: ordinal(),
  unitsAccepted: count(),
  unitsTotal: count('Accepted and rejected.'),
  minutes: count('Accepted; for pieces, by the estimate per piece.'),
  startedOn: date(),
  completedOn: date(),
});

/** An engagement ended as agreed, all its work decided. */
export const EngagementCompleted = fact({
  name: 'EngagementCompleted',
  service: 'matching',
  aggregate: 'engagement',
  key: 'engagementId',
  event: 'completed',
  data,
});

export type EngagementCompleted = Static<typeof data>;
