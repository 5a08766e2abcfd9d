import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, person } from '../fields.ts';

const data = Type.Object({ contributorId: person(), version: ordinal(), resumedAt: instant() });

/** The person wants matches again. */
export const ProfileResumed = fact({
  name: 'ProfileResumed',
  service: 'contributor',
  aggregate: 'profile',
  key: 'contributorId',
  event: 'resumed',
  data,
});

export type ProfileResumed = Static<typeof data>;
