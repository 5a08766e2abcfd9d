import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, list, openEnum, person } from '../fields.ts';

const data = Type.Object({
  subjectRef: person(),
  staffRoles: list(openEnum(['TRUST_REVIEWER', 'APPEALS_OFFICER', 'ASSESSOR', 'ANALYST', 'ADMIN'])),
  changedAt: instant(),
});

/** Staff roles were granted or taken away; `staffRoles` are those held now. */
export const AccountRolesChanged = fact({
  name: 'AccountRolesChanged',
  service: 'identity',
  aggregate: 'account',
  key: 'subjectRef',
  event: 'roles-changed',
  data,
});

export type AccountRolesChanged = Static<typeof data>;
