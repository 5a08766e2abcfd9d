import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { date, instant, nullable, ordinal, person } from '../fields.ts';

const data = Type.Object({ contributorId: person(), version: ordinal(), reapplyAfter: nullable(date()), decidedAt: instant() });

/** A reviewer did not admit the person, who may apply again from `reapplyAfter`. */
export const ProfileNotAdmitted = fact({
  name: 'ProfileNotAdmitted',
  service: 'contributor',
  aggregate: 'profile',
  key: 'contributorId',
  event: 'not-admitted',
  data,
});

export type ProfileNotAdmitted = Static<typeof data>;
