import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, person, uuid } from '../fields.ts';

const data = Type.Object({
  applicationId: uuid(),
  opportunityId: uuid(),
  companyId: uuid(),
  contributorId: person(),
  revision: ordinal(),
  submittedAt: instant(),
});

/** Somebody applied, having seen this revision. */
export const ApplicationSubmitted = fact({
  name: 'ApplicationSubmitted',
  service: 'matching',
  aggregate: 'application',
  key: 'applicationId',
  event: 'submitted',
  data,
});

export type ApplicationSubmitted = Static<typeof data>;
