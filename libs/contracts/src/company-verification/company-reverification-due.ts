import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, uuid } from '../fields.ts';

const data = Type.Object({ companyId: uuid(), verifiedUntil: instant() });

/** The verification ends soon. */
export const CompanyReverificationDue = fact({
  name: 'CompanyReverificationDue',
  service: 'company-verification',
  aggregate: 'company',
  key: 'companyId',
  event: 'reverification-due',
  data,
});

export type CompanyReverificationDue = Static<typeof data>;
