import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, uuid } from '../fields.ts';

const data = Type.Object({ companyId: uuid(), suspendedAt: instant() });

/** The company may not act on the network until further notice; what it owes it still owes. */
export const CompanySuspended = fact({
  name: 'CompanySuspended',
  service: 'company-verification',
  aggregate: 'company',
  key: 'companyId',
  event: 'suspended',
  data,
});

export type CompanySuspended = Static<typeof data>;
