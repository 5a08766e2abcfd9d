import { requireCompanyRole, requirePerson, type Caller } from '@crossing/subgraph/caller.ts';
import type { WrongState } from '@crossing/subgraph/problems.ts';
import { notFound } from '@crossing/subgraph/refusal.ts';
import type { Company } from '../company/company.ts';
import type { Transact, Tx } from '../unit-of-work.ts';
import { announceOpportunity } from './opportunity-events.ts';
import { wasPublished, type EverPublished, type Opportunity, type Publication } from './opportunity.ts';

interface Move<Refusal> {
  readonly opportunityId: string;
  /** Where it goes; being there already is success. */
  readonly to: Publication;
  readonly action: string;
  readonly move: (opportunity: Opportunity, company: Company) => Opportunity | WrongState | Refusal;
  /** Tells the fact about one that was published. */
  readonly announce: (tx: Tx, opportunity: EverPublished) => void;
}

/** One step of a publication that its company takes. */
export const moveOpportunity = <Refusal extends { readonly kind: string } = never>(
  transact: Transact,
  caller: Caller,
  { opportunityId, to, action, move, announce }: Move<Refusal>,
): Promise<{ readonly opportunity: Opportunity } | WrongState | Refusal> =>
  transact(requirePerson(caller), async (tx) => {
    const opportunity = await tx.opportunities.lock(opportunityId);
    const company = opportunity && (await tx.companies.find(opportunity.companyId));
    if (!opportunity || !company) throw notFound('opportunity');
    requireCompanyRole(caller, opportunity.companyId, 'RECRUITER');
    if (opportunity.publication === to) return { opportunity };
    const moved = move(opportunity, company);
    if ('kind' in moved) return moved;
    await tx.opportunities.update(moved);
    if (wasPublished(moved)) {
      announce(tx, moved);
      const [published] = await tx.revisions.published([opportunityId]);
      announceOpportunity(tx, moved, published!, company);
    }
    await tx.audit.record({ action, aggregate: 'opportunity', aggregateId: opportunityId, version: moved.version });
    return { opportunity: moved };
  });
