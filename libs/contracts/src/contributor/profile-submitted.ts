import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, person } from '../fields.ts';

const data = Type.Object({ contributorId: person(), version: ordinal(), submittedAt: instant() });

/** A profile was handed to the reviewers. */
export const ProfileSubmitted = fact({
  name: 'ProfileSubmitted',
  service: 'contributor',
  aggregate: 'profile',
  key: 'contributorId',
  event: 'submitted',
  data,
});

export type ProfileSubmitted = Static<typeof data>;
