import { join, type Actor } from '@crossing/tool-journey/actor.ts';
import type { GraphClient } from '@crossing/tool-journey/graph-client.ts';
import {
  admitProfile,
  publishOpportunity,
  registerCompany,
  submitCompany,
  submitOpportunity,
  submitProfile,
  verifyCompany,
} from '@crossing/tool-journey/stories.ts';
import { companies, type CompanyKey } from '@crossing/tool-journey/demo/companies.ts';
import { opportunities } from '@crossing/tool-journey/demo/opportunities.ts';
import { DEMO_PASSWORD, demoPeople, people, reviewers } from '@crossing/tool-journey/demo/people.ts';
import { profiles, workPreferences, type ContributorKey } from '@crossing/tool-journey/demo/profiles.ts';

const DAY_MS = 86_400_000;
const day = (fromToday: number): string => new Date(Date.now() + fromToday * DAY_MS).toISOString().slice(0, 10);

export interface SeedOptions {
  readonly graph: GraphClient;
  readonly grantStaff: (email: string, role: string) => Promise<void>;
}

type Cast = Readonly<Record<string, Actor>>;

/**
 * Plays the demo through the API, as its people would. Safe to play again: people are found by their address, companies
 * and opportunities by their idempotency keys, and what has been decided is left as it is.
 */
export async function seed({ graph, grantStaff }: SeedOptions): Promise<void> {
  const joined = await Promise.all(demoPeople.map(async (person) => [person.key, await join(graph, person, DEMO_PASSWORD)] as const));
  const cast: Cast = Object.fromEntries(joined);
  await Promise.all(reviewers.map(({ email }) => grantStaff(email, 'TRUST_REVIEWER')));
  await Promise.all((Object.keys(profiles) as ContributorKey[]).map((key) => seedContributor(cast, key)));
  const companyIds = new Map<CompanyKey, string>();
  for (const key of Object.keys(companies) as CompanyKey[]) companyIds.set(key, await seedCompany(cast, key));
  for (const opportunity of opportunities) await seedOpportunity(cast, opportunity, companyIds.get(opportunity.company)!);
}

const PROFILE_STATE = 'query { viewer { profile { state } } }';

async function seedContributor(cast: Cast, key: ContributorKey): Promise<void> {
  const contributor = cast[key]!;
  const { viewer } = await contributor.query<{ viewer: { profile: { state: string } | null } }>(PROFILE_STATE);
  if (viewer.profile === null || viewer.profile.state === 'DRAFT') {
    const submitted = await submitProfile(contributor, profiles[key]);
    await admitProfile(cast[people.rita.key]!, submitted);
  }
  await contributor.mutate('SetWorkPreferences', workPreferences[key]);
}

async function seedCompany(cast: Cast, key: CompanyKey): Promise<string> {
  const { founder, details } = companies[key];
  const owner = cast[founder.key]!;
  const id = await registerCompany(owner, details.legalName, `demo-${key}`);
  const read = await owner.query<{ company: { state: string } | null }>('query ($id: ID!) { company(id: $id) { state } }', { id });
  if (read.company !== null && read.company.state !== 'DRAFT') return id;
  await submitCompany(owner, id, details);
  await verifyCompany(cast[people.rita.key]!, id, new Date(Date.now() + 365 * DAY_MS));
  return id;
}

async function seedOpportunity(cast: Cast, { key, company, terms }: (typeof opportunities)[number], companyId: string): Promise<void> {
  const owner = cast[companies[company].founder.key]!;
  const known = await owner.query<{ company: { opportunities: { edges: { node: { revision: { terms: { title: string } } | null } }[] } } }>(
    'query ($id: ID!) { company(id: $id) { opportunities(first: 100) { edges { node { revision { terms { title } } } } } } }',
    { id: companyId },
  );
  const wanted = terms({ startsOn: day(0), applyBy: day(60) });
  if (known.company.opportunities.edges.some(({ node }) => node.revision?.terms.title === wanted['title'])) return;
  const id = await submitOpportunity(owner, companyId, wanted, `demo-${key}`);
  await publishOpportunity(
    owner,
    reviewers.map((reviewer) => cast[reviewer.key]!),
    id,
  );
}
