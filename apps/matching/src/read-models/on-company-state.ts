import { CompanyState } from '@crossing/contracts';
import { projection } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';
import { companyViewOf } from './company-view.ts';

/** Keeps the newest snapshot of a company: offers need one that is verified. */
export const onCompanyState = projection<CompanyState, Tx>('company-view', CompanyState, {
  tables: ['company_view'],
  put: (tx, snapshots) => tx.companyViews.put(snapshots.map(({ data }) => companyViewOf(data))),
  erase: (tx, companyId) => tx.companyViews.remove(companyId),
});
