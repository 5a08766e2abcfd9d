import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, uuid } from '../fields.ts';

const data = Type.Object({ opportunityId: uuid(), companyId: uuid(), revision: ordinal(), requestedAt: instant() });

/** A reviewer asked for another revision. */
export const OpportunityChangesRequested = fact({
  name: 'OpportunityChangesRequested',
  service: 'company-verification',
  aggregate: 'opportunity',
  key: 'opportunityId',
  event: 'changes-requested',
  data,
});

export type OpportunityChangesRequested = Static<typeof data>;
