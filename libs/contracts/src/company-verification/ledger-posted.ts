import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { amount, instant, nullable, openEnum, uuid } from '../fields.ts';

const data = Type.Object({
  entryId: uuid(),
  companyId: uuid('Who pays.'),
  engagementId: nullable(uuid()),
  kind: openEnum(['PLACEMENT_FEE', 'SUBSCRIPTION', 'CREDIT']),
  amount: amount(),
  postedAt: instant(),
});

/** A company was charged or credited; nobody else ever is. */
export const LedgerPosted = fact({
  name: 'LedgerPosted',
  service: 'company-verification',
  aggregate: 'ledger',
  key: 'companyId',
  event: 'posted',
  data,
});

export type LedgerPosted = Static<typeof data>;
