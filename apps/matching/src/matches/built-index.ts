import type { Clock } from '@crossing/kernel';
import { createWasmCandidates, type Candidates } from '@crossing/matching-index';
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
  /** For so many people; in WebAssembly memory when left out. */
  readonly createCandidates?: (capacity: number) => Candidates;
}

// Room is made when more come; what is left over costs a bit a person and tag.
const SPARE = 1.1;

/** One building of the index: the candidates, and which version of each is still news. */
export class BuiltIndex {
  readonly candidates: Candidates;
  readonly #given: Given;
  /** Of those that are not in the candidates; the others are stamped. */
  readonly #leastVersions = new Map<string, number>();

  constructor(given: Given, people = 0) {
    this.#given = given;
    const { createCandidates = (capacity) => createWasmCandidates({ capacity }) } = given;
    this.candidates = createCandidates(Math.ceil(people * SPARE));
  }

  /** False when a newer version is here, or the person was erased. */
  putPerson({ contributor, preferences }: IndexedPerson): boolean {
    const { contributorId, version, state } = contributor;
    const [known] = this.candidates.stampOf(contributorId) ?? [this.#leastVersions.get(contributorId) ?? 0];
    if (version < known) return false;
    const { clock, exchangeRates } = this.#given;
    if (state === 'ACTIVE') {
      const entry = personEntry(personFacts(contributor, preferences), { now: clock(), exchangeRates });
      this.candidates.putPerson({ ...entry, stamp: [version, preferences?.version ?? 0] });
      this.#leastVersions.delete(contributorId);
    } else {
      this.candidates.removePerson(contributorId);
      this.#leastVersions.set(contributorId, version);
    }
    return true;
  }

  /** False when a newer version is here, or the opportunity was erased. */
  putOpportunity(opportunity: OpportunityView): boolean {
    const { opportunityId, version, publication } = opportunity;
    if (version < (this.#leastVersions.get(opportunityId) ?? 0)) return false;
    this.#leastVersions.set(opportunityId, version);
    const { clock, exchangeRates } = this.#given;
    if (publication !== 'PUBLISHED' || !isComparable(opportunity, exchangeRates)) this.candidates.removeOpportunity(opportunityId);
    else this.candidates.putOpportunity(opportunityEntry(opportunityFacts(opportunity), { now: clock(), exchangeRates }));
    return true;
  }

  /** A tombstone: no version that is known comes back; of one that was never here, none. */
  erase(id: string): void {
    const [known] = this.candidates.stampOf(id) ?? [this.#leastVersions.get(id) ?? Infinity];
    this.#leastVersions.set(id, known + 1);
    this.candidates.removePerson(id);
    this.candidates.removeOpportunity(id);
  }

  /** The tables no longer have it either. */
  forget(id: string): void {
    this.#leastVersions.delete(id);
  }
}
