import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, nullable, openEnum, uuid } from '../fields.ts';

const data = Type.Object({
  companyId: uuid(),
  checkType: openEnum([
    'LEGAL_REGISTRY',
    'LEI',
    'VAT',
    'DOMAIN_CONTROL',
    'SANCTIONS_SCREENING',
    'BENEFICIAL_OWNERSHIP',
    'PAYMENT_CAPACITY',
    'AUTHORISED_REPRESENTATIVE',
    'FEE_POLICY',
    'ADVERSE_HISTORY',
  ]),
  method: openEnum(['OFFLINE_RULE', 'PROVIDER', 'MANUAL']),
  result: openEnum(['PENDING', 'PASS', 'FAIL', 'INCONCLUSIVE', 'WAIVED']),
  performedAt: instant(),
  expiresAt: nullable(instant()),
});

/** One check of a company has a result. */
export const CompanyCheckCompleted = fact({
  name: 'CompanyCheckCompleted',
  service: 'company-verification',
  aggregate: 'company',
  key: 'companyId',
  event: 'check-completed',
  data,
});

export type CompanyCheckCompleted = Static<typeof data>;
