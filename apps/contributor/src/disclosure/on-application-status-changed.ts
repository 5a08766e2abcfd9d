import { ApplicationStatusChanged } from '@crossing/contracts';
import { on } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';
import { afterTheEnd, isOver } from './disclosure.ts';

/** Ends the disclosure some time after the application is over. */
export const onApplicationStatusChanged = on<ApplicationStatusChanged, Tx>(ApplicationStatusChanged, async (tx, { data }) => {
  const { applicationId, companyId, contributorId, to, changedAt } = data;
  const until = isOver(to) ? afterTheEnd(new Date(changedAt)) : null;
  await tx.disclosures.put({ sourceId: applicationId, companyId, contributorId, until });
});
