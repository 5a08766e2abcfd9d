import { CompanyState } from '@crossing/contracts';
import { projection } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';

/** Keeps whether a company is verified: its members may then see who lets them. */
export const onCompanyState = projection<CompanyState, Tx>('company', CompanyState, {
  tables: ['company'],
  put: (tx, { companyId, version, state, verifiedUntil }) =>
    tx.companies.put({ companyId, version, state, verifiedUntil: verifiedUntil === null ? null : new Date(verifiedUntil) }),
  erase: (tx, companyId) => tx.companies.remove(companyId),
});
