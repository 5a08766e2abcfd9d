import { Type, type Static } from '@sinclair/typebox';
import { fact } from '../event-contract.ts';
import { instant, person, uuid } from '../fields.ts';

const data = Type.Object({ companyId: uuid(), registeredBy: person('The founder (subjectRef).'), registeredAt: instant() });

/** Somebody registered a company and is its first owner. Its name is not told: it may be a person’s. */
export const CompanyRegistered = fact({
  name: 'CompanyRegistered',
  service: 'identity',
  aggregate: 'company',
  key: 'companyId',
  event: 'registered',
  data,
});

export type CompanyRegistered = Static<typeof data>;
