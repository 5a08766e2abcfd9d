import { dateOf, type Clock } from '@crossing/kernel';
import { createCandidates, type Candidates } from '@crossing/matching-index';
import type { DatedRates } from '@crossing/taxonomy';
import { opportunityEntry, personEntry } from '../eligibility/index-entries.ts';
import { isComparable } from '../opportunity/decide-pair.ts';
import { personFacts, type ContributorView } from '../read-models/contributor-view.ts';
import { opportunityFacts, type OpportunityView } from '../read-models/opportunity-view.ts';
import type { WorkPreferences } from '../work-preferences/work-preferences.ts';

/** Everything that the index is made from: the tables are the truth (decisions D24). */
export interface World {
  readonly contributors: readonly ContributorView[];
  readonly preferences: readonly WorkPreferences[];
  readonly opportunities: readonly OpportunityView[];
}

/** Who and what may suit each other, in memory. Whatever it answers is decided about exactly by the caller. */
export interface MatchIndex {
  /** Forgets everything and begins anew. */
  rebuild(world: World): void;
  /** Applies a change, unless a newer one is here already. */
  putContributor(contributor: ContributorView, preferences: WorkPreferences | null): void;
  removeContributor(contributorId: string): void;
  putOpportunity(opportunity: OpportunityView): void;
  removeOpportunity(opportunityId: string): void;
  /** The opportunities for which the person, as they are now, is eligible or lacks one thing. */
  candidatesFor(contributor: ContributorView, preferences: WorkPreferences | null): readonly string[];
  /** The day (UTC) for which the index holds: time zones, claims and days move on without an event. */
  readonly builtOn: string | null;
}

/** An index that is empty until `rebuild`. */
export function matchIndex({ clock, exchangeRates }: { readonly clock: Clock; readonly exchangeRates: DatedRates }): MatchIndex {
  let candidates: Candidates = createCandidates();
  let versions = new Map<string, number>();
  let builtOn: string | null = null;

  const isNewer = (id: string, version: number): boolean => (versions.get(id) ?? 0) <= version;

  function putContributor(contributor: ContributorView, preferences: WorkPreferences | null): void {
    const { contributorId, version, state } = contributor;
    if (!isNewer(contributorId, version)) return;
    versions.set(contributorId, version);
    if (state === 'ACTIVE') candidates.putPerson(personEntry(personFacts(contributor, preferences), { now: clock(), exchangeRates }));
    else candidates.removePerson(contributorId);
  }

  function putOpportunity(opportunity: OpportunityView): void {
    const { opportunityId, version, publication } = opportunity;
    if (!isNewer(opportunityId, version)) return;
    versions.set(opportunityId, version);
    if (publication === 'PUBLISHED' && isComparable(opportunity, exchangeRates)) {
      candidates.putOpportunity(opportunityEntry(opportunityFacts(opportunity), { now: clock(), exchangeRates }));
    } else candidates.removeOpportunity(opportunityId);
  }

  return {
    rebuild(world) {
      [candidates, versions, builtOn] = [createCandidates(), new Map(), dateOf(clock())];
      const preferences = new Map(world.preferences.map((own) => [own.contributorId, own]));
      for (const contributor of world.contributors) putContributor(contributor, preferences.get(contributor.contributorId) ?? null);
      for (const opportunity of world.opportunities) putOpportunity(opportunity);
    },
    putContributor,
    removeContributor: (contributorId) => candidates.removePerson(contributorId),
    putOpportunity,
    removeOpportunity: (opportunityId) => candidates.removeOpportunity(opportunityId),
    candidatesFor(contributor, preferences) {
      // Put first: another replica may have taken the person's new preferences.
      putContributor(contributor, preferences);
      return candidates.matchesOf(contributor.contributorId).map(({ opportunityId }) => opportunityId);
    },
    get builtOn() {
      return builtOn;
    },
  };
}
