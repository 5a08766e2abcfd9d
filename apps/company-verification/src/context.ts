import type { Caller } from '@crossing/subgraph/caller.ts';
import type { Connection, Page } from '@crossing/subgraph/connection.ts';
import { listLoaderOf, loaderOf, type ListLoaderOf, type LoaderOf } from '@crossing/subgraph/loader.ts';
import DataLoader from 'dataloader';
import type { VerificationCheck } from './check/check.ts';
import type { CompanyView } from './company/company.ts';
import type { viewChecks, viewCompanies } from './company/view-companies.ts';
import type { listCompanyOpportunities } from './opportunity/list-opportunities.ts';
import type { OpportunityView, PublishedTerms } from './opportunity/opportunity.ts';
import type { Revision } from './opportunity/revision.ts';
import type { viewNewestRevisions, viewOpportunities, viewPublishedTerms } from './opportunity/view-opportunities.ts';
import type { viewLatestReviews } from './vetting/list-opportunities-awaiting-vetting.ts';
import type { VettingReview } from './vetting/vetting.ts';

interface OpportunitiesKey {
  readonly companyId: string;
  readonly page: Page;
}
type RevisionKey = Pick<Revision, 'opportunityId' | 'revision'>;

/** What the resolvers of one request share. */
export interface Context {
  readonly caller: Caller;
  readonly companies: LoaderOf<CompanyView>;
  readonly checks: ListLoaderOf<VerificationCheck>;
  readonly opportunities: LoaderOf<OpportunityView>;
  readonly terms: LoaderOf<PublishedTerms>;
  readonly revisions: LoaderOf<Revision>;
  readonly reviews: DataLoader<RevisionKey, VettingReview | null, string>;
  readonly opportunitiesOf: DataLoader<OpportunitiesKey, Connection<OpportunityView>, string>;
}

interface Reads {
  readonly viewCompanies: ReturnType<typeof viewCompanies>;
  readonly viewChecks: ReturnType<typeof viewChecks>;
  readonly viewOpportunities: ReturnType<typeof viewOpportunities>;
  readonly viewPublishedTerms: ReturnType<typeof viewPublishedTerms>;
  readonly viewNewestRevisions: ReturnType<typeof viewNewestRevisions>;
  readonly viewLatestReviews: ReturnType<typeof viewLatestReviews>;
  readonly listCompanyOpportunities: ReturnType<typeof listCompanyOpportunities>;
}

const opportunityIdOf = ({ opportunityId }: { readonly opportunityId: string }) => opportunityId;
const companyIdOf = ({ companyId }: { readonly companyId: string }) => companyId;
const nameOf = ({ opportunityId, revision }: RevisionKey) => `${opportunityId} ${revision}`;

/** Loaders of one request: whatever a list holds, one statement a level. */
export const createContext =
  (reads: Reads) =>
  (caller: Caller): Context => ({
    caller,
    companies: loaderOf({ load: (ids) => reads.viewCompanies(caller, ids), keyOf: companyIdOf }),
    checks: listLoaderOf({ load: (ids) => reads.viewChecks(caller, ids), keyOf: companyIdOf }),
    opportunities: loaderOf({ load: (ids) => reads.viewOpportunities(caller, ids), keyOf: opportunityIdOf }),
    terms: loaderOf({ load: (ids) => reads.viewPublishedTerms(caller, ids), keyOf: opportunityIdOf }),
    revisions: loaderOf({ load: (ids) => reads.viewNewestRevisions(caller, ids), keyOf: opportunityIdOf }),
    reviews: new DataLoader<RevisionKey, VettingReview | null, string>(
      async (keys) => {
        const found = new Map((await reads.viewLatestReviews(caller, keys)).map((review) => [nameOf(review), review]));
        return keys.map((key) => found.get(nameOf(key)) ?? null);
      },
      { cacheKeyFn: nameOf },
    ),
    opportunitiesOf: opportunitiesLoader(reads, caller),
  });

/** Companies of one list ask for the same page, so one statement serves them. */
const opportunitiesLoader = ({ listCompanyOpportunities }: Reads, caller: Caller): Context['opportunitiesOf'] =>
  new DataLoader<OpportunitiesKey, Connection<OpportunityView>, string>(
    async (keys) => {
      const pages = [...Map.groupBy(keys, ({ page }) => JSON.stringify(page)).values()];
      const found = await Promise.all(
        pages.map(async (same) => {
          const connections = await listCompanyOpportunities(caller, same.map(companyIdOf), same[0]!.page);
          return same.map((key, n) => [key, connections[n]!] as const);
        }),
      );
      const byKey = new Map(found.flat());
      return keys.map((key) => byKey.get(key)!);
    },
    { cacheKeyFn: ({ companyId, page }) => `${companyId} ${JSON.stringify(page)}` },
  );
