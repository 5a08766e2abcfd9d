import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, uuid } from '../fields.ts';

const data = Type.Object({ opportunityId: uuid(), companyId: uuid(), revision: ordinal(), approvedAt: instant() });

/** As many different reviewers as it takes approved a revision; it is not public yet. */
export const OpportunityApproved = fact({
  name: 'OpportunityApproved',
  service: 'company-verification',
  aggregate: 'opportunity',
  key: 'opportunityId',
  event: 'approved',
  data,
});

export type OpportunityApproved = Static<typeof data>;
