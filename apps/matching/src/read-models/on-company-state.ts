import { CompanyState } from '@crossing/contracts';
import { on } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';

/** Keeps the newest snapshot of a company: offers need one that is verified. */
export const onCompanyState = on<CompanyState, Tx>(CompanyState, async (tx, { key, data }) => {
  if (data === null) {
    await tx.companyViews.remove(key);
    return;
  }
  const { companyId, version, state, verifiedUntil } = data;
  await tx.companyViews.put({ companyId, version, state, verifiedUntil: verifiedUntil === null ? null : new Date(verifiedUntil) });
});
