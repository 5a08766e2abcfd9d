import { ObligationAccrued } from '@crossing/contracts';
import type { Tx } from '../unit-of-work.ts';
import type { WorkRecord } from '../work/work-record.ts';
import { accrue } from './obligation.ts';
import { obligationFacts } from './obligation-facts.ts';

/** The deadline at which a debt is to be paid. */
export const OBLIGATION_DUE = 'obligation-due';

/** Makes accepted work a debt of the company, at the frozen rate. `now` is when it was accepted. */
export async function accrueObligation(
  tx: Tx,
  work: WorkRecord,
  { obligationId, now }: { obligationId: string; now: Date },
): Promise<void> {
  const engagement = (await tx.engagements.find(work.engagementId))!;
  const offer = (await tx.offers.find(engagement.offerId))!;
  const obligation = accrue(work, offer, { obligationId, now });
  await tx.obligations.add(obligation);
  await tx.deadlines.set(OBLIGATION_DUE, obligationId, obligation.dueAt);
  tx.emit(ObligationAccrued, obligationId, { ...obligationFacts(obligation), accruedAt: now.toISOString() });
  await tx.audit.record({ action: 'obligation.accrued', aggregate: 'obligation', aggregateId: obligationId, version: 1 });
}
