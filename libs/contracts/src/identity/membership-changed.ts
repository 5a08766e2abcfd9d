import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, openEnum, person, uuid } from '../fields.ts';

const data = Type.Object({
  companyId: uuid(),
  subjectRef: person(),
  role: openEnum(['OWNER', 'RECRUITER', 'FINANCE', 'VIEWER']),
  status: openEnum(['INVITED', 'ACTIVE', 'REMOVED']),
  changedAt: instant(),
});

/** Somebody’s place in a company changed; `role` is the one held now, or last. */
export const MembershipChanged = fact({
  name: 'MembershipChanged',
  service: 'identity',
  aggregate: 'membership',
  key: 'companyId',
  event: 'changed',
  data,
});

export type MembershipChanged = Static<typeof data>;
