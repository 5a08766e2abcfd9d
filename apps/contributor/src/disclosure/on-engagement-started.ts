import { EngagementStarted } from '@crossing/contracts';
import { on } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';

/** Lets the company see who works for it. */
export const onEngagementStarted = on<EngagementStarted, Tx>(EngagementStarted, async (tx, { data }) => {
  const { engagementId, companyId, contributorId } = data;
  await tx.disclosures.put({ sourceId: engagementId, companyId, contributorId, until: null });
});
