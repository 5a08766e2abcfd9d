import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { amount, instant, person, uuid } from '../fields.ts';

const data = Type.Object({
  obligationId: uuid(),
  workRecordId: uuid(),
  engagementId: uuid(),
  companyId: uuid('Who owes.'),
  contributorId: person('Who is owed (subjectRef).'),
  amount: amount(),
  dueAt: instant(),
  accruedAt: instant(),
});

/** Accepted work became a debt of the company. */
export const ObligationAccrued = fact({
  name: 'ObligationAccrued',
  service: 'matching',
  aggregate: 'obligation',
  key: 'obligationId',
  event: 'accrued',
  data,
});

export type ObligationAccrued = Static<typeof data>;
