import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, uuid } from '../fields.ts';

const data = Type.Object({ companyId: uuid(), rejectedAt: instant() });

/** A reviewer refused to verify the company. */
export const CompanyRejected = fact({
  name: 'CompanyRejected',
  service: 'company-verification',
  aggregate: 'company',
  key: 'companyId',
  event: 'rejected',
  data,
});

export type CompanyRejected = Static<typeof data>;
