import type { Clock } from '@crossing/kernel';
import { CompanyRegistered } from '@crossing/contracts';
import { on, type Reaction } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';
import { newCompany } from './company.ts';

interface Deps {
  readonly clock: Clock;
}

/** Makes the record of a company that identity registered; its founder may have saved it before the event came. */
export const onCompanyRegistered = ({ clock }: Deps): Reaction<Tx> =>
  on(CompanyRegistered, async (tx: Tx, { data: { companyId, registeredBy } }) => {
    await tx.companies.addIfNone(newCompany(companyId, registeredBy, clock()));
    await tx.companies.nameFounder(companyId, registeredBy);
  });
