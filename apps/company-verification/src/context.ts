import type { Clock } from '@crossing/kernel';
import {
  listLoaderOf,
  loaderOf,
  type Caller,
  type ContextWithLoaders,
  type ListLoaderOf,
  type LoaderOf,
  type Page,
} from '@crossing/subgraph';
import type { VerificationCheck } from './check/check.ts';
import type { CompanyView } from './company/company.ts';
import type { OpportunityView, PublishedTerms } from './opportunity/opportunity.ts';
import type { Revision } from './opportunity/revision.ts';
import type { Read } from './unit-of-work.ts';
import type { Approval, VettingReview } from './vetting/vetting.ts';

/** What the resolvers of one request share. Every loader reads as the caller: row-level security decides what there is. */
export interface Context extends ContextWithLoaders {
  readonly caller: Caller;
  readonly loaders: Loaders;
}

export interface Loaders extends ContextWithLoaders {
  readonly companies: LoaderOf<CompanyView>;
  /** By company. */
  readonly checks: ListLoaderOf<VerificationCheck>;
  readonly opportunities: LoaderOf<OpportunityView>;
  /** By opportunity; null unless they can be seen now, or are the caller's own. */
  readonly publishedTerms: LoaderOf<PublishedTerms>;
  /** By opportunity. */
  readonly newestRevisions: LoaderOf<Revision>;
  /** By `reviewKey`. */
  readonly latestReviews: LoaderOf<VettingReview>;
  /** By `reviewKey`. */
  readonly approvals: LoaderOf<Approval>;
  /** By company; up to `first + 1`, so that it shows whether there are more. */
  opportunitiesOf(page: Page): ListLoaderOf<OpportunityView>;
}

/** The key of a revision's latest review, and of its approval. */
export const reviewKey = ({ opportunityId, revision }: { opportunityId: string; revision: number }): string =>
  `${opportunityId} ${revision}`;

interface Deps {
  readonly read: Read;
  readonly clock: Clock;
}

/** What the resolvers of a caller's request share. */
export function createContext(deps: Deps, caller: Caller): Context {
  const loaders = createLoaders(deps, caller);
  return { caller, loaders, forget: () => loaders.forget() };
}

/** The loaders of one request: one statement a level of the answer. */
function createLoaders({ read, clock }: Deps, caller: Caller): Loaders {
  const byPage = new Map<string, ListLoaderOf<OpportunityView>>();
  const listOf = (page: Page) =>
    listLoaderOf<OpportunityView>({
      load: (ids) => read(caller, (stores) => stores.opportunityReads.ofCompanies(ids, page, clock())),
      keyOf: ({ companyId }) => companyId,
    });
  const loaders = {
    companies: loaderOf({
      load: (ids) => read(caller, (stores) => stores.companies.seen(ids, clock())),
      keyOf: ({ companyId }) => companyId,
    }),
    checks: listLoaderOf({ load: (ids) => read(caller, (stores) => stores.checks.latest(ids)), keyOf: ({ companyId }) => companyId }),
    opportunities: loaderOf({
      load: (ids) => read(caller, (stores) => stores.opportunityReads.seen(ids)),
      keyOf: ({ opportunityId }) => opportunityId,
    }),
    publishedTerms: loaderOf({
      load: (ids) => read(caller, (stores) => stores.opportunityReads.publishedTerms(ids, clock())),
      keyOf: ({ opportunityId }) => opportunityId,
    }),
    newestRevisions: loaderOf({
      load: (ids) => read(caller, (stores) => stores.revisions.newestOf(ids)),
      keyOf: ({ opportunityId }) => opportunityId,
    }),
    latestReviews: loaderOf({ load: (keys) => read(caller, (stores) => stores.reviews.latest(keys.map(ofReviewKey))), keyOf: reviewKey }),
    approvals: loaderOf({ load: (keys) => read(caller, (stores) => stores.reviews.approvals(keys.map(ofReviewKey))), keyOf: reviewKey }),
  };
  return {
    ...loaders,
    opportunitiesOf(page) {
      const key = JSON.stringify(page);
      const known = byPage.get(key) ?? listOf(page);
      byPage.set(key, known);
      return known;
    },
    forget() {
      for (const loader of Object.values(loaders)) loader.clearAll();
      byPage.clear();
    },
  };
}

function ofReviewKey(key: string): { opportunityId: string; revision: number } {
  const [opportunityId, revision] = key.split(' ');
  return { opportunityId: opportunityId!, revision: Number(revision) };
}
