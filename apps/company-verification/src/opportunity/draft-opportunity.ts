import type { Clock, NewId } from '@crossing/kernel';
import { once } from '@crossing/service';
import { requireCompanyRole, type Caller } from '@crossing/subgraph/caller.ts';
import { versionConflict, wrongState, type InvalidInput, type VersionConflict, type WrongState } from '@crossing/subgraph/problems.ts';
import { notFound } from '@crossing/subgraph/refusal.ts';
import type { PayPolicy } from '@crossing/taxonomy';
import type { Transact, Tx } from '../unit-of-work.ts';
import { checkTerms, type CheckedTerms, type StatedTerms } from './check-terms.ts';
import { newOpportunity, takesRevisions, type Opportunity } from './opportunity.ts';
import { draft } from './revision.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly payPolicy: PayPolicy;
  readonly newId: NewId;
}

interface Request {
  readonly companyId: string;
  /** Null for a new opportunity. */
  readonly opportunityId: string | null;
  readonly expectedVersion: number | null;
  readonly terms: StatedTerms;
  readonly idempotencyKey: string | null;
}

export interface DraftOpportunitySuccess {
  readonly kind: 'DraftOpportunitySuccess';
  readonly opportunity: Opportunity;
}

export type DraftOpportunityResult = DraftOpportunitySuccess | InvalidInput | VersionConflict | WrongState;

/** Drafts a new opportunity, or the next revision of one. */
export const draftOpportunity =
  (deps: Deps) =>
  async (caller: Caller, { idempotencyKey, ...request }: Request): Promise<DraftOpportunityResult> => {
    const recruiter = requireCompanyRole(caller, request.companyId, 'RECRUITER');
    return deps.transact(recruiter, (tx) =>
      once<DraftOpportunityResult>(
        tx,
        { subject: recruiter.subject, mutation: 'draftOpportunity', key: idempotencyKey, body: request },
        {
          effect: () => draftOnce(deps, tx, request),
          remember: (result) =>
            result.kind === 'DraftOpportunitySuccess'
              ? { kind: result.kind, ids: { opportunityId: result.opportunity.opportunityId } }
              : null,
          replay: async ({ ids }) => ({ kind: 'DraftOpportunitySuccess', opportunity: await known(tx, ids['opportunityId']!) }),
        },
      ),
    );
  };

type Drafting = Omit<Request, 'idempotencyKey'>;

async function draftOnce({ clock, newId, payPolicy }: Deps, tx: Tx, request: Drafting): Promise<DraftOpportunityResult> {
  const company = await tx.companies.find(request.companyId);
  if (!company) throw notFound('company');
  if (company.state === 'TERMINATED') return wrongState(company.state, 'VERIFIED');
  const now = clock();
  const checked = checkTerms(request.terms, payPolicy, now);
  const drafted =
    request.opportunityId === null
      ? await draftFirst(tx, newOpportunity(newId(), request.companyId, now), checked)
      : await draftNext(tx, { ...request, opportunityId: request.opportunityId }, checked);
  if (drafted.kind !== 'DraftOpportunitySuccess') return drafted;
  const { opportunityId: aggregateId, version } = drafted.opportunity;
  await tx.audit.record({ action: 'opportunity.drafted', aggregate: 'opportunity', aggregateId, version });
  return drafted;
}

async function draftFirst(tx: Tx, opportunity: Opportunity, checked: CheckedTerms | InvalidInput): Promise<DraftOpportunityResult> {
  if ('issues' in checked) return checked;
  await tx.opportunities.add(opportunity);
  await tx.revisions.add(draft({ ...opportunity, revision: 1 }, checked));
  return { kind: 'DraftOpportunitySuccess', opportunity };
}

async function draftNext(
  tx: Tx,
  { companyId, opportunityId, expectedVersion }: Drafting & { readonly opportunityId: string },
  checked: CheckedTerms | InvalidInput,
): Promise<DraftOpportunityResult> {
  const opportunity = await tx.opportunities.lock(opportunityId);
  if (!opportunity || opportunity.companyId !== companyId) throw notFound('opportunity');
  if (expectedVersion !== null && opportunity.version !== expectedVersion) return versionConflict(opportunity.version);
  if ('issues' in checked) return checked;
  if (!takesRevisions(opportunity)) return wrongState(opportunity.publication, 'UNPUBLISHED', 'PUBLISHED', 'PAUSED', 'HELD');
  const newest = (await tx.revisions.newest(opportunityId))!;
  if (newest.state === 'SUBMITTED') return wrongState(newest.state, 'DRAFT', 'CHANGES_REQUESTED', 'REJECTED', 'APPROVED');
  if (newest.state === 'DRAFT') await tx.revisions.redraft(draft(newest, checked));
  else await tx.revisions.add(draft({ ...opportunity, revision: newest.revision + 1 }, checked));
  const drafted = { ...opportunity, version: opportunity.version + 1 };
  await tx.opportunities.update(drafted);
  return { kind: 'DraftOpportunitySuccess', opportunity: drafted };
}

async function known(tx: Tx, opportunityId: string): Promise<Opportunity> {
  const opportunity = await tx.opportunities.find(opportunityId);
  if (!opportunity) throw notFound('opportunity');
  return opportunity;
}
