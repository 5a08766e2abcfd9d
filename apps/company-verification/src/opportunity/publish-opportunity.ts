import { DAY, type Clock } from '@crossing/kernel';
import { OpportunityPublished } from '@crossing/contracts';
import { requirePerson, type Caller } from '@crossing/subgraph/caller.ts';
import type { WrongState } from '@crossing/subgraph/problems.ts';
import { notFound } from '@crossing/subgraph/refusal.ts';
import { mayPublish } from '../company/company.ts';
import type { Read, Transact, Tx } from '../unit-of-work.ts';
import { companyNotVerified } from './company-not-verified.ts';
import { lockAsRecruiter } from './lock-as-recruiter.ts';
import { announceOpportunity } from './opportunity-events.ts';
import {
  CompanyRefused,
  publish,
  RevisionRefused,
  revisionNotApproved,
  type CompanyNotVerified,
  type EverPublished,
  type Opportunity,
  type RevisionNotApproved,
} from './opportunity.ts';
import type { Revision } from './revision.ts';

interface Deps {
  readonly transact: Transact;
  readonly read: Read;
  readonly clock: Clock;
}

interface Request {
  readonly opportunityId: string;
  readonly revision: number;
}

export interface PublishOpportunitySuccess {
  readonly kind: 'PublishOpportunitySuccess';
  readonly opportunity: Opportunity;
}

export type PublishOpportunityResult = PublishOpportunitySuccess | CompanyNotVerified | RevisionNotApproved | WrongState;

/**
 * Opens an approved revision to everybody. The code asks for a verified company and an approval; the database has the last
 * word, and what it refuses is answered as the same problems.
 */
export const publishOpportunity =
  (deps: Deps) =>
  async (caller: Caller, request: Request): Promise<PublishOpportunityResult> => {
    requirePerson(caller);
    try {
      return await deps.transact(caller, (tx) => publishOnce(tx, caller, request, deps.clock()));
    } catch (error) {
      if (error instanceof CompanyRefused) return refusedForCompany(deps, caller, request);
      if (error instanceof RevisionRefused) return refusedForRevision(deps, caller, request);
      throw error;
    }
  };

async function publishOnce(
  tx: Tx,
  caller: Caller,
  { opportunityId, revision: number }: Request,
  now: Date,
): Promise<PublishOpportunityResult> {
  const opportunity = await lockAsRecruiter(tx, caller, opportunityId);
  const revision = await tx.revisions.find(opportunityId, number);
  if (!revision) throw notFound('revision');
  const done = opportunity.publication === 'PUBLISHED' && opportunity.publishedRevision === number;
  if (done) return { kind: 'PublishOpportunitySuccess', opportunity };
  const published = publish(opportunity, revision, now);
  if (!('opportunityId' in published)) return published;
  const company = (await tx.companies.find(opportunity.companyId))!;
  if (!mayPublish(company, now)) return companyNotVerified(company, now);
  await tx.opportunities.update(published);
  await supersede(tx, opportunity, revision);
  await tx.deadlines.set('opportunity-apply-by', opportunityId, endOf(revision.terms.applyBy));
  const { companyId } = opportunity;
  tx.emit(OpportunityPublished, opportunityId, { opportunityId, companyId, revision: number, publishedAt: now.toISOString() });
  announceOpportunity(tx, published, revision, company);
  await record(tx, published);
  return { kind: 'PublishOpportunitySuccess', opportunity: published };
}

/** The revision before gives way in the same transaction (decisions D9). */
async function supersede(tx: Tx, { opportunityId, publishedRevision }: Opportunity, by: Revision): Promise<void> {
  if (publishedRevision === null || publishedRevision === by.revision) return;
  const before = await tx.revisions.find(opportunityId, publishedRevision);
  if (before) await tx.revisions.setState(before, 'SUPERSEDED');
}

const endOf = (day: string): Date => new Date(new Date(`${day}T00:00:00.000Z`).getTime() + DAY);

const record = (tx: Tx, { opportunityId, version, publishedRevision }: EverPublished): Promise<void> =>
  tx.audit.record({
    action: 'opportunity.published',
    aggregate: 'opportunity',
    aggregateId: opportunityId,
    version,
    detail: { revision: publishedRevision },
  });

const refusedForCompany = ({ read, clock }: Deps, caller: Caller, { opportunityId }: Request): Promise<CompanyNotVerified> =>
  read(caller, async (stores) => {
    const opportunity = (await stores.opportunities.find(opportunityId))!;
    return companyNotVerified((await stores.companies.find(opportunity.companyId))!, clock());
  });

const refusedForRevision = ({ read }: Deps, caller: Caller, { opportunityId, revision }: Request): Promise<RevisionNotApproved> =>
  read(caller, async (stores) => revisionNotApproved((await stores.revisions.find(opportunityId, revision))!.state));
