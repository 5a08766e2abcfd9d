import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { count, instant, openEnum, person, uuid } from '../fields.ts';

const data = Type.Object({
  workRecordId: uuid(),
  engagementId: uuid(),
  companyId: uuid(),
  contributorId: person(),
  kind: openEnum(['TIME', 'UNIT', 'ASSESSMENT', 'TRAINING']),
  quantity: count('Minutes, or pieces for UNIT.'),
  autoAcceptsAt: instant(),
  submittedAt: instant(),
});

/** Work was handed in; silence accepts it. */
export const WorkSubmitted = fact({
  name: 'WorkSubmitted',
  service: 'matching',
  aggregate: 'work',
  key: 'workRecordId',
  event: 'submitted',
  data,
});

export type WorkSubmitted = Static<typeof data>;
