import type { Obligation } from './obligation.ts';

/** What every event about an obligation says. */
export const obligationFacts = ({ obligationId, workRecordId, engagementId, companyId, contributorId, amount, dueAt }: Obligation) => ({
  ...{ obligationId, workRecordId, engagementId, companyId, contributorId },
  amount: { amountMinor: amount.amountMinor.toString(), currency: amount.currency },
  dueAt: dueAt.toISOString(),
});
