import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, uuid } from '../fields.ts';

const data = Type.Object({ opportunityId: uuid(), companyId: uuid(), revision: ordinal(), submittedAt: instant() });

/** A revision was handed to the reviewers. */
export const OpportunitySubmitted = fact({
  name: 'OpportunitySubmitted',
  service: 'company-verification',
  aggregate: 'opportunity',
  key: 'opportunityId',
  event: 'submitted',
  data,
});

export type OpportunitySubmitted = Static<typeof data>;
