import { OpportunityHeld, OpportunityReleased } from '@crossing/contracts';
import type { Company } from '../company/company.ts';
import type { Tx } from '../unit-of-work.ts';
import { announceOpportunity } from './opportunity-events.ts';
import type { EverPublished, HeldBecause } from './opportunity.ts';

/**
 * Takes everything that the company has in the open out of sight, in the transaction in which the company falls: without it,
 * that transaction would not commit (I2). Answers how many there were.
 */
export async function holdOpportunities(tx: Tx, company: Company, because: HeldBecause, now: Date): Promise<number> {
  const held = await tx.opportunities.holdPublished(company.companyId, because);
  for (const { opportunityId, companyId, publishedRevision: revision } of held) {
    const fact = { opportunityId, companyId, revision, because: 'COMPANY_NOT_VERIFIED', heldAt: now.toISOString() };
    tx.emit(OpportunityHeld, opportunityId, fact);
  }
  await announceAll(tx, held, company);
  return held.length;
}

/** Brings back what was held for these reasons, and nothing else. Answers how many there were. */
export async function releaseOpportunities(tx: Tx, company: Company, because: readonly HeldBecause[], now: Date): Promise<number> {
  const released = await tx.opportunities.release(company.companyId, because);
  for (const { opportunityId, companyId, publishedRevision: revision, publication } of released)
    tx.emit(OpportunityReleased, opportunityId, { opportunityId, companyId, revision, publication, releasedAt: now.toISOString() });
  await announceAll(tx, released, company);
  return released.length;
}

/** After a new verification: whatever the lack of one had held comes back, and what is open tells the new end. */
export async function refreshOpportunities(tx: Tx, company: Company, now: Date): Promise<void> {
  await announceAll(tx, await tx.opportunities.touchOpen(company.companyId), company);
  await releaseOpportunities(tx, company, ['COMPANY_EXPIRED', 'COMPANY_SUSPENDED'], now);
}

async function announceAll(tx: Tx, opportunities: readonly EverPublished[], company: Company): Promise<void> {
  if (opportunities.length === 0) return;
  const revisions = await tx.revisions.published(opportunities.map(({ opportunityId }) => opportunityId));
  const published = new Map(revisions.map((revision) => [revision.opportunityId, revision]));
  for (const opportunity of opportunities) announceOpportunity(tx, opportunity, published.get(opportunity.opportunityId)!, company);
}
