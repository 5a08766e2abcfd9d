import { dateOf } from '@crossing/kernel';
import { wrongState, type WrongState } from '@crossing/subgraph/problems.ts';
import type { CompanyKind, CompanyState } from '../company/company.ts';
import type { PublishedPay, Revision, RevisionState } from './revision.ts';
import type { OpportunityTerms } from './terms.ts';

export type Publication = 'UNPUBLISHED' | 'PUBLISHED' | 'PAUSED' | 'HELD' | 'FILLED' | 'CLOSED' | 'EXPIRED' | 'WITHDRAWN';

/** Why the network holds an opportunity: it is released when exactly that is over. */
export type HeldBecause = 'COMPANY_SUSPENDED' | 'COMPANY_EXPIRED';

/** The second of its two machines (decisions D9); what it says is in its revisions. */
export interface Opportunity {
  readonly opportunityId: string;
  readonly companyId: string;
  readonly version: number;
  readonly publication: Publication;
  readonly publishedRevision: number | null;
  /** The first publication. */
  readonly publishedAt: Date | null;
  readonly heldBecause: HeldBecause | null;
  readonly createdAt: Date;
}

/** One that was published at least once. */
export type EverPublished = Opportunity & { readonly publishedRevision: number; readonly publishedAt: Date };

/** An opportunity as a reader sees it; `version` is null for outsiders. */
export interface OpportunityView extends Pick<Opportunity, 'opportunityId' | 'companyId' | 'publication' | 'publishedAt'> {
  readonly version: number | null;
}

/** The published revision's terms. */
export interface PublishedTerms {
  readonly opportunityId: string;
  readonly revision: number;
  readonly terms: OpportunityTerms;
}

export interface RevisionNotApproved {
  readonly kind: 'RevisionNotApproved';
  readonly message: string;
  readonly state: RevisionState;
}

export interface CompanyNotVerified {
  readonly kind: 'CompanyNotVerified';
  readonly message: string;
  readonly state: CompanyState;
  readonly verifiedUntil: Date | null;
}

/** Promise 3 was about to be broken: the database refused, whatever the code had read before. */
export class RevisionRefused extends Error {
  override readonly name = 'RevisionRefused';
}

/** Promise 2 was about to be broken: the company fell while this was under way. */
export class CompanyRefused extends Error {
  override readonly name = 'CompanyRefused';
}

export const newOpportunity = (opportunityId: string, companyId: string, now: Date): Opportunity => ({
  opportunityId,
  companyId,
  version: 1,
  publication: 'UNPUBLISHED',
  publishedRevision: null,
  publishedAt: null,
  heldBecause: null,
  createdAt: now,
});

export const wasPublished = (opportunity: Opportunity): opportunity is EverPublished => opportunity.publishedAt !== null;

/** Takes new drafts until its end. */
export const takesRevisions = ({ publication }: Opportunity): boolean =>
  ['UNPUBLISHED', 'PUBLISHED', 'PAUSED', 'HELD'].includes(publication);

/** The opportunity with an approved revision in the open, in place of the one before. */
export function publish(opportunity: Opportunity, revision: Revision, now: Date): EverPublished | RevisionNotApproved | WrongState {
  const open: readonly Publication[] = ['UNPUBLISHED', 'PUBLISHED', 'PAUSED'];
  if (!open.includes(opportunity.publication)) return wrongState(opportunity.publication, ...open);
  if (revision.state !== 'APPROVED') return revisionNotApproved(revision.state);
  if (revision.terms.applyBy < dateOf(now)) {
    return { ...wrongState(revision.state), message: `Applications to this revision ended on ${revision.terms.applyBy}: draft a new one.` };
  }
  const publishedAt = opportunity.publishedAt ?? now;
  return { ...next(opportunity, 'PUBLISHED'), publishedRevision: revision.revision, publishedAt };
}

export const revisionNotApproved = (state: RevisionState): RevisionNotApproved => ({
  kind: 'RevisionNotApproved',
  message: `This revision is ${state}; only an APPROVED one can be published.`,
  state,
});

/** No more applications for a while. */
export const pause = (opportunity: Opportunity): Opportunity | WrongState => move(opportunity, 'PAUSED', 'PUBLISHED');

/** Open again. */
export const resume = (opportunity: Opportunity): Opportunity | WrongState => move(opportunity, 'PUBLISHED', 'PAUSED');

/** No more applications for good. */
export const close = (opportunity: Opportunity): Opportunity | WrongState =>
  move(opportunity, 'CLOSED', 'UNPUBLISHED', 'PUBLISHED', 'PAUSED', 'HELD');

/** Every seat is taken by an engagement that has started; null when it is not open anyway. */
export function fill(opportunity: Opportunity): Opportunity | null {
  const filled = move(opportunity, 'FILLED', 'PUBLISHED', 'PAUSED', 'HELD');
  return 'kind' in filled ? null : filled;
}

/** The last day for applications is over; null when it is not, or it was not open anyway. */
export function expire(opportunity: Opportunity, applyBy: string, now: Date): Opportunity | null {
  const expired = move(opportunity, 'EXPIRED', 'PUBLISHED', 'PAUSED', 'HELD');
  return 'kind' in expired || applyBy >= dateOf(now) ? null : expired;
}

function move(opportunity: Opportunity, to: Publication, ...from: Publication[]): Opportunity | WrongState {
  return from.includes(opportunity.publication) ? next(opportunity, to) : wrongState(opportunity.publication, ...from);
}

const next = (opportunity: Opportunity, publication: Publication): Opportunity => ({
  ...opportunity,
  publication,
  heldBecause: null,
  version: opportunity.version + 1,
});

export interface OpportunityFilter {
  readonly workTypes: readonly string[] | null;
  readonly domains: readonly string[] | null;
  readonly complexityTiers: readonly number[] | null;
  readonly companyKinds: readonly CompanyKind[] | null;
}

export interface OpportunityPage {
  readonly first: number;
  readonly after: readonly string[] | null;
}

/** What the use cases need from storage; `opportunity.store.ts` keeps the promise. */
export interface Opportunities {
  find(opportunityId: string): Promise<Opportunity | null>;
  /** Locks the row until the transaction ends. */
  lock(opportunityId: string): Promise<Opportunity | null>;
  add(opportunity: Opportunity): Promise<void>;
  /**
   * Writes the new version over `version - 1`; the row is locked. Throws RevisionRefused or CompanyRefused when it would be
   * published without an approval, or under a company that may not publish.
   */
  update(opportunity: Opportunity): Promise<void>;
  /** Takes everything that the company has in the open out of sight. */
  holdPublished(companyId: string, because: HeldBecause): Promise<readonly EverPublished[]>;
  /** How many of the company's are held for this reason. */
  countHeld(companyId: string, because: HeldBecause): Promise<number>;
  /** Back in the open: what was held for one of these reasons. */
  release(companyId: string, because: readonly HeldBecause[]): Promise<readonly EverPublished[]>;
  /** A new version of what is open or paused: its company's verification reaches further now. */
  touchOpen(companyId: string): Promise<readonly EverPublished[]>;
  wasEverPublishedBy(companyId: string): Promise<boolean>;
}

/** What readers need from storage. */
export interface OpportunityReads {
  /** What published opportunities pay, by which it is judged what is unusual. */
  publishedPay(): Promise<PublishedPay>;
  /** What the caller may see of these, in any order. */
  seen(opportunityIds: readonly string[]): Promise<readonly OpportunityView[]>;
  /** The published terms of those that can be seen now, or are the caller's own. */
  publishedTerms(opportunityIds: readonly string[], now: Date): Promise<readonly PublishedTerms[]>;
  /** Latest publication first; `after` is [publishedAt, opportunityId]. */
  visible(filter: OpportunityFilter, page: OpportunityPage, now: Date): Promise<readonly OpportunityView[]>;
  /** Of each company, newest first, drafts included if they are the caller's own; `after` is [opportunityId]. */
  ofCompanies(companyIds: readonly string[], page: OpportunityPage, now: Date): Promise<readonly OpportunityView[]>;
  /** Revisions that await this reviewer, longest waiting first; `after` is [submittedAt, opportunityId]. */
  awaitingVetting(
    reader: { readonly subject: string; readonly companyIds: readonly string[] },
    page: OpportunityPage,
  ): Promise<readonly (OpportunityView & { readonly submittedAt: Date })[]>;
}
