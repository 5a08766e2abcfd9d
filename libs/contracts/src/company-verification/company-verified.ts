import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, uuid } from '../fields.ts';

const data = Type.Object({ companyId: uuid(), verifiedAt: instant(), verifiedUntil: instant() });

/** A reviewer verified the company, until a day. */
export const CompanyVerified = fact({
  name: 'CompanyVerified',
  service: 'company-verification',
  aggregate: 'company',
  key: 'companyId',
  event: 'verified',
  data,
});

export type CompanyVerified = Static<typeof data>;
