import { OpportunityState } from '@crossing/contracts';
import { verifiedUntilTold } from '../company/company-events.ts';
import type { Company } from '../company/company.ts';
import type { Tx } from '../unit-of-work.ts';
import { wasPublished, type EverPublished, type Opportunity } from './opportunity.ts';
import type { Revision } from './revision.ts';
import { termsToJson } from './terms-json.ts';

/** Tells the snapshot of an opportunity with the revision that is published, from its first publication on. */
export function announceOpportunity(tx: Pick<Tx, 'emit'>, opportunity: Opportunity, published: Revision, company: Company): void {
  if (!wasPublished(opportunity)) return;
  const { title, ...terms } = termsToJson(published.terms);
  tx.emit(OpportunityState, opportunity.opportunityId, {
    opportunityId: opportunity.opportunityId,
    companyId: opportunity.companyId,
    version: opportunity.version,
    publication: opportunity.publication,
    revision: published.revision,
    title,
    // The contract takes what matching depends on, and leaves the texts here.
    terms,
    companyVerifiedUntil: verifiedUntilTold(company),
    publishedAt: opportunity.publishedAt.toISOString(),
  });
}

/** As `announceOpportunity`, reading revision and company; answers the opportunity. Throws for one that was never published. */
export async function announceMoved(tx: Tx, opportunity: Opportunity): Promise<EverPublished> {
  if (!wasPublished(opportunity)) throw new Error(`Opportunity ${opportunity.opportunityId} was never published`);
  const [revision] = await tx.revisions.published([opportunity.opportunityId]);
  announceOpportunity(tx, opportunity, revision!, (await tx.companies.find(opportunity.companyId))!);
  return opportunity;
}
