import { dateOf } from '@crossing/kernel';
import type { Reach, ReachOptions, Top } from '@crossing/matching-index';
import { NEWCOMER, type Evidence } from '../eligibility/candidate-score.ts';
import { CHANGEABLE } from '../eligibility/counterfactuals.ts';
import type { ContributorView } from '../read-models/contributor-view.ts';
import type { OpportunityView } from '../read-models/opportunity-view.ts';
import type { WorkPreferences } from '../work-preferences/work-preferences.ts';
import { BuiltIndex, SHOWN, type Given, type IndexedPerson } from './built-index.ts';
import { RecentChanges } from './recent-changes.ts';

/** Some of what the index is made from: the tables are the truth (decisions D24). */
export interface WorldPage {
  readonly contributors: readonly ContributorView[];
  readonly preferences: readonly WorkPreferences[];
  readonly evidence: ReadonlyMap<string, Evidence>;
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
  /** Applies a change; of profile, preferences and evidence each, the newer one counts. */
  putPerson(person: IndexedPerson): void;
  removePerson(contributorId: string): void;
  putOpportunity(opportunity: OpportunityView): void;
  removeOpportunity(opportunityId: string): void;
  /** What the person, as they are now, is eligible for, and some of what one step more would open. */
  reachOf(person: IndexedPerson): Reach;
  /** The best `k` of the people who are eligible, and how many there are. */
  top(opportunityId: string, k: number): Top;
  /** The same of those who let verified companies see that they fit. */
  topShown(opportunityId: string, k: number): Top;
  /** The day (UTC) for which the index holds: time zones, claims and days move on without an event. */
  readonly builtOn: string | null;
}

// Enough to choose from, and no kind of step crowds out the others.
const [NEAR_MISSES, OF_ONE_KIND] = [20, 6];
const STEPS = [...CHANGEABLE.filter((kind) => kind !== 'HOURS'), 'hours', 'hours-free'];
const REACH: ReachOptions = { k: Infinity, nearMisses: NEAR_MISSES, quota: Object.fromEntries(STEPS.map((kind) => [kind, OF_ONE_KIND])) };

/** An index that is empty until `rebuild`. */
export function matchIndex(given: Given): MatchIndex {
  const people = new RecentChanges<IndexedPerson | null>();
  const opportunities = new RecentChanges<OpportunityView | null>();
  let built = new BuiltIndex(given);
  let builtOn: string | null = null;

  function putPerson(read: IndexedPerson): void {
    const { contributorId } = read.contributor;
    const person = newest(read, people.get(contributorId));
    if (built.putPerson(person)) people.set(contributorId, person);
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
      const evidence = page.evidence.get(contributorId) ?? NEWCOMER;
      const read = { contributor, preferences: preferences.get(contributorId) ?? null, evidence };
      into.putPerson(newest(read, people.get(contributorId)));
    }
    for (const opportunity of page.opportunities) into.putOpportunity(opportunity);
  }

  return {
    rebuild,
    settle() {
      for (const [id, told] of [...people.settle(), ...opportunities.settle()]) if (!told) built.forget(id);
    },
    putPerson,
    removePerson: (contributorId) => remove(contributorId, people),
    putOpportunity(opportunity) {
      if (built.putOpportunity(opportunity)) opportunities.set(opportunity.opportunityId, opportunity);
    },
    removeOpportunity: (opportunityId) => remove(opportunityId, opportunities),
    reachOf(person) {
      // Put first: another replica may have taken the person's new preferences.
      putPerson(person);
      return built.candidates.reachOf(person.contributor.contributorId, REACH);
    },
    top: (opportunityId, k) => built.candidates.top(opportunityId, k),
    topShown: (opportunityId, k) => built.candidates.top(opportunityId, k, [SHOWN]),
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
    evidence: told.evidence.unitsDecided > read.evidence.unitsDecided ? told.evidence : read.evidence,
    preferences: (told.preferences?.version ?? 0) > (read.preferences?.version ?? 0) ? told.preferences : read.preferences,
  };
}
