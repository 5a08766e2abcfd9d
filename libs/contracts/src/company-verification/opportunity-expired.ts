import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, uuid } from '../fields.ts';

const data = Type.Object({ opportunityId: uuid(), companyId: uuid(), revision: ordinal(), expiredAt: instant() });

/** The last day to apply is over. */
export const OpportunityExpired = fact({
  name: 'OpportunityExpired',
  service: 'company-verification',
  aggregate: 'opportunity',
  key: 'opportunityId',
  event: 'expired',
  data,
});

export type OpportunityExpired = Static<typeof data>;
