import { CompanyState } from '@crossing/contracts';
import { on } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';

/** Keeps whether a company is verified: its members may then see who lets them. */
export const onCompanyState = on<CompanyState, Tx>(CompanyState, async (tx, { data }) => {
  if (data === null) return;
  const { companyId, version, state, verifiedUntil } = data;
  await tx.companies.put({ companyId, version, state, verifiedUntil: verifiedUntil === null ? null : new Date(verifiedUntil) });
});
