import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, person } from '../fields.ts';

const data = Type.Object({ subjectRef: person(), verifiedAt: instant() });

/** The address is confirmed: the account is ACTIVE. */
export const AccountEmailVerified = fact({
  name: 'AccountEmailVerified',
  service: 'identity',
  aggregate: 'account',
  key: 'subjectRef',
  event: 'email-verified',
  data,
});

export type AccountEmailVerified = Static<typeof data>;
