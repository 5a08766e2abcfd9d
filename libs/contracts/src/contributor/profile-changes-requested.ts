import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, ordinal, person } from '../fields.ts';

const data = Type.Object({ contributorId: person(), version: ordinal(), requestedAt: instant() });

/** A reviewer asked for changes before deciding. */
export const ProfileChangesRequested = fact({
  name: 'ProfileChangesRequested',
  service: 'contributor',
  aggregate: 'profile',
  key: 'contributorId',
  event: 'changes-requested',
  data,
});

export type ProfileChangesRequested = Static<typeof data>;
