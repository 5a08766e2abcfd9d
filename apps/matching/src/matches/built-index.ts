import type { Clock } from '@crossing/kernel';
import { createCandidates, type Candidates } from '@crossing/matching-index';
import type { DatedRates } from '@crossing/taxonomy';
import { opportunityEntry, personEntry } from '../eligibility/index-entries.ts';
import { isComparable } from '../opportunity/decide-pair.ts';
import { personFacts, type ContributorView } from '../read-models/contributor-view.ts';
import { opportunityFacts, type OpportunityView } from '../read-models/opportunity-view.ts';
import type { WorkPreferences } from '../work-preferences/work-preferences.ts';

/** A person as the tables and topics tell of them. */
export interface IndexedPerson {
  readonly contributor: ContributorView;
  readonly preferences: WorkPreferences | null;
}

export interface Given {
  readonly clock: Clock;
  readonly exchangeRates: DatedRates;
}

/** One building of the index: the candidates, and which version of each is still news. */
export class BuiltIndex {
  readonly candidates: Candidates = createCandidates();
  readonly #given: Given;
  readonly #leastVersions = new Map<string, number>();

  constructor(given: Given) {
    this.#given = given;
  }

  /** False when a newer version is here, or the person was erased. */
  putPerson({ contributor, preferences }: IndexedPerson): boolean {
    const { contributorId, version, state } = contributor;
    if (!this.#isNews(contributorId, version)) return false;
    const { clock, exchangeRates } = this.#given;
    if (state !== 'ACTIVE') this.candidates.removePerson(contributorId);
    else this.candidates.putPerson(personEntry(personFacts(contributor, preferences), { now: clock(), exchangeRates }));
    return true;
  }

  /** False when a newer version is here, or the opportunity was erased. */
  putOpportunity(opportunity: OpportunityView): boolean {
    const { opportunityId, version, publication } = opportunity;
    if (!this.#isNews(opportunityId, version)) return false;
    const { clock, exchangeRates } = this.#given;
    if (publication !== 'PUBLISHED' || !isComparable(opportunity, exchangeRates)) this.candidates.removeOpportunity(opportunityId);
    else this.candidates.putOpportunity(opportunityEntry(opportunityFacts(opportunity), { now: clock(), exchangeRates }));
    return true;
  }

  /** A tombstone: no version that is known comes back; of one that was never here, none. */
  erase(id: string): void {
    this.#leastVersions.set(id, (this.#leastVersions.get(id) ?? Infinity) + 1);
    this.candidates.removePerson(id);
    this.candidates.removeOpportunity(id);
  }

  /** The tables no longer have it either. */
  forget(id: string): void {
    this.#leastVersions.delete(id);
  }

  #isNews(id: string, version: number): boolean {
    if (version < (this.#leastVersions.get(id) ?? 0)) return false;
    this.#leastVersions.set(id, version);
    return true;
  }
}
