import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, openEnum, person, uuid } from '../fields.ts';

const data = Type.Object({
  workRecordId: uuid(),
  engagementId: uuid(),
  companyId: uuid(),
  contributorId: person(),
  reason: openEnum(['FRAUDULENT_TIME', 'NOT_DELIVERED', 'OUT_OF_SCOPE_AFTER_NOTICE', 'BAD_FAITH_SPAM']),
  rejectedAt: instant(),
});

/** The company rejected work, for one of the published reasons. */
export const WorkRejected = fact({
  name: 'WorkRejected',
  service: 'matching',
  aggregate: 'work',
  key: 'workRecordId',
  event: 'rejected',
  data,
});

export type WorkRejected = Static<typeof data>;
