import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, uuid } from '../fields.ts';

const data = Type.Object({ opportunityId: uuid(), companyId: uuid(), revision: ordinal(), rejectedAt: instant() });

/** A reviewer rejected a revision. */
export const OpportunityRejected = fact({
  name: 'OpportunityRejected',
  service: 'company-verification',
  aggregate: 'opportunity',
  key: 'opportunityId',
  event: 'rejected',
  data,
});

export type OpportunityRejected = Static<typeof data>;
