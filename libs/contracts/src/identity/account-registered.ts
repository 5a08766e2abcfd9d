import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, person } from '../fields.ts';

const data = Type.Object({ subjectRef: person(), registeredAt: instant() });

/** Somebody opened an account; the address is not confirmed yet. */
export const AccountRegistered = fact({
  name: 'AccountRegistered',
  service: 'identity',
  aggregate: 'account',
  key: 'subjectRef',
  event: 'registered',
  data,
});

export type AccountRegistered = Static<typeof data>;
