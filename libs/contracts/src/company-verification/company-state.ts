import { Type, type Static } from '@sinclair/typebox';
import { companyState } from '../enums.ts';
import { state } from '../event-contract.ts';
import { count, instant, nullable, openEnum, ordinal, text, uuid } from '../fields.ts';

const data = Type.Object({
  companyId: uuid(),
  version: ordinal(),
  kind: openEnum([
    'AI_LAB',
    'DATA_PLATFORM',
    'RESEARCH_PLATFORM',
    'SPECIALIST_DATA_COMPANY',
    'ENTERPRISE_AI_TEAM',
    'PUBLIC_SECTOR_OR_NONPROFIT',
  ]),
  state: companyState(),
  verifiedUntil: nullable(instant()),
  paymentTermsDays: count(),
  legalName: nullable(text('Null where it is a natural person’s.')),
});

/** What everybody may know of a company, from its first submission on. */
export const CompanyState = state({ name: 'CompanyState', service: 'company-verification', aggregate: 'company', key: 'companyId', data });

export type CompanyState = Static<typeof data>;
