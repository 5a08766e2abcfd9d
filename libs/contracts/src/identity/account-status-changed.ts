import { Type, type Static } from '@sinclair/typebox';
import { accountStatus } from '../enums.ts';
import { fact } from '../event-contract.ts';
import { instant, person } from '../fields.ts';

const data = Type.Object({ subjectRef: person(), from: accountStatus(), to: accountStatus(), changedAt: instant() });

/** The standing of an account changed. */
export const AccountStatusChanged = fact({
  name: 'AccountStatusChanged',
  service: 'identity',
  aggregate: 'account',
  key: 'subjectRef',
  event: 'status-changed',
  data,
});

export type AccountStatusChanged = Static<typeof data>;
