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

/** The company accepted work. */
export const WorkAccepted = fact({
  name: 'WorkAccepted',
  service: 'matching',
  aggregate: 'work',
  key: 'workRecordId',
  event: 'accepted',
  data,
});

export type WorkAccepted = Static<typeof data>;
