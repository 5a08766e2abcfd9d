import { Type, type Static } from '@sinclair/typebox';
import { companyState } from '../enums.ts';
import { fact } from '../event-contract.ts';
import { instant, uuid } from '../fields.ts';

const data = Type.Object({ companyId: uuid(), state: companyState(), reinstatedAt: instant() });

/** A suspension was lifted. */
export const CompanyReinstated = fact({
  name: 'CompanyReinstated',
  service: 'company-verification',
  aggregate: 'company',
  key: 'companyId',
  event: 'reinstated',
  data,
});

export type CompanyReinstated = Static<typeof data>;
