import { CompanyState } from '@crossing/contracts';
import { projection } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';

/** Keeps the newest snapshot of a company: offers need one that is verified. */
export const onCompanyState = projection<CompanyState, Tx>('company-view', CompanyState, {
  tables: ['company_view'],
  put: async (tx, { companyId, version, state, verifiedUntil }) =>
    void (await tx.companyViews.put({ companyId, version, state, verifiedUntil: verifiedUntil === null ? null : new Date(verifiedUntil) })),
  erase: (tx, companyId) => tx.companyViews.remove(companyId),
});
