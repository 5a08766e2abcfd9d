import { ApplicationSubmitted } from '@crossing/contracts';
import { on } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';

/** Lets the company see who applied. */
export const onApplicationSubmitted = on<ApplicationSubmitted, Tx>(ApplicationSubmitted, async (tx, { data }) => {
  const { applicationId, companyId, contributorId } = data;
  await tx.disclosures.put({ sourceId: applicationId, companyId, contributorId, until: null });
});
