import { requireCompanyRole, type Caller } from '@crossing/subgraph/caller.ts';
import { notFound } from '@crossing/subgraph/refusal.ts';
import type { Tx } from '../unit-of-work.ts';
import type { Opportunity } from './opportunity.ts';

/** The opportunity, locked, for somebody who may act for its company; NOT_FOUND for everybody else, reviewers included. */
export async function lockAsRecruiter(tx: Pick<Tx, 'opportunities'>, caller: Caller, opportunityId: string): Promise<Opportunity> {
  const opportunity = await tx.opportunities.lock(opportunityId);
  if (!opportunity) throw notFound('opportunity');
  requireCompanyRole(caller, opportunity.companyId, 'RECRUITER');
  return opportunity;
}
