import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, uuid } from '../fields.ts';

const data = Type.Object({ companyId: uuid(), verifiedUntil: instant(), expiredAt: instant() });

/** The verification ended without a new one. */
export const CompanyExpired = fact({
  name: 'CompanyExpired',
  service: 'company-verification',
  aggregate: 'company',
  key: 'companyId',
  event: 'expired',
  data,
});

export type CompanyExpired = Static<typeof data>;
