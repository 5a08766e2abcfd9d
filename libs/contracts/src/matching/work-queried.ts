import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, person, uuid } from '../fields.ts';

const data = Type.Object({
  workRecordId: uuid(),
  engagementId: uuid(),
  companyId: uuid(),
  contributorId: person(),
  autoAcceptsAt: instant(),
  queriedAt: instant(),
});

/** The company asked about work, and has until `autoAcceptsAt` to decide. */
export const WorkQueried = fact({
  name: 'WorkQueried',
  service: 'matching',
  aggregate: 'work',
  key: 'workRecordId',
  event: 'queried',
  data,
});

export type WorkQueried = Static<typeof data>;
