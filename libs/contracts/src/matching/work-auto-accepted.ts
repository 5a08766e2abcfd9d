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
  acceptedAt: instant(),
});

/** The company said nothing in time: the work is accepted. */
export const WorkAutoAccepted = fact({
  name: 'WorkAutoAccepted',
  service: 'matching',
  aggregate: 'work',
  key: 'workRecordId',
  event: 'auto-accepted',
  data,
});

export type WorkAutoAccepted = Static<typeof data>;
