import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, uuid } from '../fields.ts';

const data = Type.Object({ companyId: uuid(), requestedAt: instant() });

/** A reviewer needs to know more before deciding. */
export const CompanyInformationRequested = fact({
  name: 'CompanyInformationRequested',
  service: 'company-verification',
  aggregate: 'company',
  key: 'companyId',
  event: 'information-requested',
  data,
});

export type CompanyInformationRequested = Static<typeof data>;
