import { Type, type Static } from '@sinclair/typebox';
import { workType } from '../enums.ts';
import { fact } from '../event-contract.ts';
import { code, date, ordinal, person, uuid } from '../fields.ts';

const data = Type.Object({
  engagementId: uuid(),
  offerId: uuid(),
  opportunityId: uuid(),
  companyId: uuid(),
  contributorId: person(),
  workType: workType(),
  domain: code(),
  tier: ordinal(),
  startedOn: date(),
});

/** Work may begin. */
export const EngagementStarted = fact({
  name: 'EngagementStarted',
  service: 'matching',
  aggregate: 'engagement',
  key: 'engagementId',
  event: 'started',
  data,
});

export type EngagementStarted = Static<typeof data>;
