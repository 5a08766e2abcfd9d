import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, uuid } from '../fields.ts';

const data = Type.Object({ opportunityId: uuid(), companyId: uuid(), revision: ordinal(), filledAt: instant() });

/** All seats are taken. */
export const OpportunityFilled = fact({
  name: 'OpportunityFilled',
  service: 'company-verification',
  aggregate: 'opportunity',
  key: 'opportunityId',
  event: 'filled',
  data,
});

export type OpportunityFilled = Static<typeof data>;
