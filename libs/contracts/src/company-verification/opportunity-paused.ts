import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, uuid } from '../fields.ts';

const data = Type.Object({ opportunityId: uuid(), companyId: uuid(), revision: ordinal(), pausedAt: instant() });

/** The company takes no applications for now. */
export const OpportunityPaused = fact({
  name: 'OpportunityPaused',
  service: 'company-verification',
  aggregate: 'opportunity',
  key: 'opportunityId',
  event: 'paused',
  data,
});

export type OpportunityPaused = Static<typeof data>;
