import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, person } from '../fields.ts';

const data = Type.Object({ contributorId: person(), version: ordinal(), admittedAt: instant() });

/** A reviewer admitted the person to the network. */
export const ProfileAdmitted = fact({
  name: 'ProfileAdmitted',
  service: 'contributor',
  aggregate: 'profile',
  key: 'contributorId',
  event: 'admitted',
  data,
});

export type ProfileAdmitted = Static<typeof data>;
