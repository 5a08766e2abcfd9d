import { Type, type Static } from '@sinclair/typebox';
import { publication } from '../enums.ts';
import { fact } from '../event-contract.ts';
import { instant, ordinal, uuid } from '../fields.ts';

const data = Type.Object({
  opportunityId: uuid(),
  companyId: uuid(),
  revision: ordinal(),
  publication: publication(),
  releasedAt: instant(),
});

/** What held the opportunity is over; `publication` is what it is now. */
export const OpportunityReleased = fact({
  name: 'OpportunityReleased',
  service: 'company-verification',
  aggregate: 'opportunity',
  key: 'opportunityId',
  event: 'released',
  data,
});

export type OpportunityReleased = Static<typeof data>;
