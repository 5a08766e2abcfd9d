import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, person } from '../fields.ts';

const data = Type.Object({ contributorId: person(), version: ordinal(), pausedAt: instant() });

/** The person wants no matches for now. */
export const ProfilePaused = fact({
  name: 'ProfilePaused',
  service: 'contributor',
  aggregate: 'profile',
  key: 'contributorId',
  event: 'paused',
  data,
});

export type ProfilePaused = Static<typeof data>;
