import { Type, type Static } from '@sinclair/typebox';
import { applicationState } from '../enums.ts';
import { fact } from '../event-contract.ts';
import { instant, person, uuid } from '../fields.ts';

const data = Type.Object({
  applicationId: uuid(),
  opportunityId: uuid(),
  companyId: uuid(),
  contributorId: person(),
  from: applicationState(),
  to: applicationState(),
  changedAt: instant(),
});

/** An application moved. */
export const ApplicationStatusChanged = fact({
  name: 'ApplicationStatusChanged',
  service: 'matching',
  aggregate: 'application',
  key: 'applicationId',
  event: 'status-changed',
  data,
});

export type ApplicationStatusChanged = Static<typeof data>;
