import { dateOf, type Clock, type NewId } from '@crossing/kernel';
import { EngagementStarted, LedgerPosted, OpportunityFilled } from '@crossing/contracts';
import { on, type Reaction } from '@crossing/messaging';
import { announceMoved } from '../opportunity/opportunity-events.ts';
import { fill } from '../opportunity/opportunity.ts';
import type { Tx } from '../unit-of-work.ts';
import type { LedgerEntry } from './ledger.ts';

interface Deps {
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Charges the company for a placement, once an engagement, and closes the opportunity when its last seat is taken. */
export const onEngagementStarted = ({ clock, newId }: Deps): Reaction<Tx> =>
  on(EngagementStarted, async (tx: Tx, { data: { engagementId, companyId, opportunityId, tier } }) => {
    const now = clock();
    const fee = await tx.ledger.feeFor(tier, dateOf(now));
    const entry: LedgerEntry = {
      ...{ entryId: newId(), companyId, engagementId, opportunityId },
      kind: 'PLACEMENT_FEE',
      amount: fee.amount,
      feeScheduleVersion: fee.scheduleVersion,
      postedAt: now,
    };
    if (!(await tx.ledger.addIfFirst(entry))) return;
    const amount = { amountMinor: fee.amount.amountMinor.toString(), currency: fee.amount.currency };
    const { entryId, kind } = entry;
    tx.emit(LedgerPosted, companyId, { entryId, companyId, engagementId, kind, amount, postedAt: now.toISOString() });
    await fillIfTaken(tx, opportunityId, now);
  });

async function fillIfTaken(tx: Tx, opportunityId: string, now: Date): Promise<void> {
  const opportunity = await tx.opportunities.lock(opportunityId);
  const [published] = await tx.revisions.published([opportunityId]);
  if (!opportunity || !published || (await tx.ledger.placements(opportunityId)) < published.terms.seats) return;
  const filled = fill(opportunity);
  if (!filled) return;
  await tx.opportunities.update(filled);
  await tx.deadlines.clear('opportunity-apply-by', opportunityId);
  const { companyId, publishedRevision: revision } = await announceMoved(tx, filled);
  tx.emit(OpportunityFilled, opportunityId, { opportunityId, companyId, revision, filledAt: now.toISOString() });
  await tx.audit.record({ action: 'opportunity.filled', aggregate: 'opportunity', aggregateId: opportunityId, version: filled.version });
}
