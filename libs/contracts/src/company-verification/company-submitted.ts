import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, uuid } from '../fields.ts';

const data = Type.Object({ companyId: uuid(), submittedAt: instant() });

/** A company asked to be verified. */
export const CompanySubmitted = fact({
  name: 'CompanySubmitted',
  service: 'company-verification',
  aggregate: 'company',
  key: 'companyId',
  event: 'submitted',
  data,
});

export type CompanySubmitted = Static<typeof data>;
