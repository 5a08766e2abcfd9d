import { CompanyState } from '@crossing/contracts';
import { projection } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';
import { companyOf } from './company.ts';

/** Keeps whether a company is verified: its members may then see who lets them. */
export const onCompanyState = projection<CompanyState, Tx>('company', CompanyState, {
  tables: ['company'],
  put: (tx, snapshots) => tx.companies.put(snapshots.map(({ data }) => companyOf(data))),
  erase: (tx, companyId) => tx.companies.remove(companyId),
});
