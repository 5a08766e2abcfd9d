import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, openEnum, ordinal, uuid } from '../fields.ts';

const data = Type.Object({
  opportunityId: uuid(),
  companyId: uuid(),
  revision: ordinal(),
  because: openEnum(['COMPANY_NOT_VERIFIED', 'REPORT', 'CASE']),
  heldAt: instant(),
});

/** The network took the opportunity out of sight. */
export const OpportunityHeld = fact({
  name: 'OpportunityHeld',
  service: 'company-verification',
  aggregate: 'opportunity',
  key: 'opportunityId',
  event: 'held',
  data,
});

export type OpportunityHeld = Static<typeof data>;
