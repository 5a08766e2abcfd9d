import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, uuid } from '../fields.ts';

const data = Type.Object({ opportunityId: uuid(), companyId: uuid(), revision: ordinal(), resumedAt: instant() });

/** The company takes applications again. */
export const OpportunityResumed = fact({
  name: 'OpportunityResumed',
  service: 'company-verification',
  aggregate: 'opportunity',
  key: 'opportunityId',
  event: 'resumed',
  data,
});

export type OpportunityResumed = Static<typeof data>;
