import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, uuid } from '../fields.ts';

const data = Type.Object({ opportunityId: uuid(), companyId: uuid(), revision: ordinal(), publishedAt: instant() });

/** The company published an approved revision. */
export const OpportunityPublished = fact({
  name: 'OpportunityPublished',
  service: 'company-verification',
  aggregate: 'opportunity',
  key: 'opportunityId',
  event: 'published',
  data,
});

export type OpportunityPublished = Static<typeof data>;
