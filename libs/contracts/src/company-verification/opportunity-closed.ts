import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, uuid } from '../fields.ts';

const data = Type.Object({ opportunityId: uuid(), companyId: uuid(), revision: ordinal(), closedAt: instant() });

/** The company closed the opportunity for good. */
export const OpportunityClosed = fact({
  name: 'OpportunityClosed',
  service: 'company-verification',
  aggregate: 'opportunity',
  key: 'opportunityId',
  event: 'closed',
  data,
});

export type OpportunityClosed = Static<typeof data>;
