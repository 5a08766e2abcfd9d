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
});

/** The day to pay has come. */
export const ObligationDue = fact({
  name: 'ObligationDue',
  service: 'matching',
  aggregate: 'obligation',
  key: 'obligationId',
  event: 'due',
  data,
});

export type ObligationDue = Static<typeof data>;
