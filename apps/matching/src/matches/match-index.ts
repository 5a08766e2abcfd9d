import { dateOf } from '@crossing/kernel';
import type { Top } from '@crossing/matching-index';
import type { ContributorView } from '../read-models/contributor-view.ts';
import type { OpportunityView } from '../read-models/opportunity-view.ts';
import type { WorkPreferences } from '../work-preferences/work-preferences.ts';
import { BuiltIndex, type Given, type IndexedPerson } from './built-index.ts';
import { RecentChanges } from './recent-changes.ts';

/** Some of what the index is made from: the tables are the truth (decisions D24). */
export interface WorldPage {
  readonly contributors: readonly ContributorView[];
  readonly preferences: readonly WorkPreferences[];
  readonly opportunities: readonly OpportunityView[];
}

/** The tables. */
export interface World {
  /** How many people there are, about: room is made for them at once. */
  people(): Promise<number>;
  pages(): AsyncIterable<WorldPage>;
}

/** Who and what may suit each other, in memory. Whatever it answers is decided about exactly by the caller. */
export interface MatchIndex {
  /**
   * Begins anew from the tables. What the index is told meanwhile, or was told before the tables had it,
   * stays; until all is read it answers from what it has.
   */
  rebuild(world: World): Promise<void>;
  /** To be called when the tables have everything that was told before the last call. */
  settle(): void;
  /** Applies a change; of profile and preferences each, the newer one counts. */
  putContributor(contributor: ContributorView, preferences: WorkPreferences | null): void;
  removeContributor(contributorId: string): void;
  putOpportunity(opportunity: OpportunityView): void;
  removeOpportunity(opportunityId: string): void;
  /** The opportunities for which the person, as they are now, is eligible or lacks one thing. */
  candidatesFor(contributor: ContributorView, preferences: WorkPreferences | null): readonly string[];
  /** The best `k` of the people who are eligible, and how many there are. */
  top(opportunityId: string, k: number): Top;
  /** The day (UTC) for which the index holds: time zones, claims and days move on without an event. */
  readonly builtOn: string | null;
}

/** An index that is empty until `rebuild`. */
export function matchIndex(given: Given): MatchIndex {
  const people = new RecentChanges<IndexedPerson | null>();
  const opportunities = new RecentChanges<OpportunityView | null>();
  let built = new BuiltIndex(given);
  let builtOn: string | null = null;

  function putContributor(contributor: ContributorView, preferences: WorkPreferences | null): void {
    const person = newest({ contributor, preferences }, people.get(contributor.contributorId));
    if (built.putPerson(person)) people.set(contributor.contributorId, person);
  }

  function remove(id: string, recent: RecentChanges<IndexedPerson | null> | RecentChanges<OpportunityView | null>): void {
    recent.set(id, null);
    built.erase(id);
  }

  async function rebuild(world: World): Promise<void> {
    const holds = [people.hold(), opportunities.hold()];
    try {
      const day = dateOf(given.clock());
      const next = new BuiltIndex(given, await world.people());
      for await (const page of world.pages()) putPage(next, page);
      for (const [id, person] of people.entries()) {
        if (person) next.putPerson(person);
        else next.erase(id);
      }
      for (const [id, opportunity] of opportunities.entries()) {
        if (opportunity) next.putOpportunity(opportunity);
        else next.erase(id);
      }
      [built, builtOn] = [next, day];
    } finally {
      for (const release of holds) release();
    }
  }

  function putPage(into: BuiltIndex, page: WorldPage): void {
    const preferences = new Map(page.preferences.map((own) => [own.contributorId, own]));
    for (const contributor of page.contributors) {
      const { contributorId } = contributor;
      into.putPerson(newest({ contributor, preferences: preferences.get(contributorId) ?? null }, people.get(contributorId)));
    }
    for (const opportunity of page.opportunities) into.putOpportunity(opportunity);
  }

  return {
    rebuild,
    settle() {
      for (const [id, told] of [...people.settle(), ...opportunities.settle()]) if (!told) built.forget(id);
    },
    putContributor,
    removeContributor: (contributorId) => remove(contributorId, people),
    putOpportunity(opportunity) {
      if (built.putOpportunity(opportunity)) opportunities.set(opportunity.opportunityId, opportunity);
    },
    removeOpportunity: (opportunityId) => remove(opportunityId, opportunities),
    candidatesFor(contributor, preferences) {
      // Put first: another replica may have taken the person's new preferences.
      putContributor(contributor, preferences);
      return built.candidates.matchesOf(contributor.contributorId).map(({ opportunityId }) => opportunityId);
    },
    top: (opportunityId, k) => built.candidates.top(opportunityId, k),
    get builtOn() {
      return builtOn;
    },
  };
}

/** What was read and what was told, each part in its newer version. */
function newest(read: IndexedPerson, told: IndexedPerson | null | undefined): IndexedPerson {
  if (!told) return read;
  return {
    contributor: told.contributor.version > read.contributor.version ? told.contributor : read.contributor,
    preferences: (told.preferences?.version ?? 0) > (read.preferences?.version ?? 0) ? told.preferences : read.preferences,
  };
}
