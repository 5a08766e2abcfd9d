import { dateOf, type Clock } from '@crossing/kernel';
import { createWasmCandidates, type Candidates } from '@crossing/matching-index';
import type { DatedRates } from '@crossing/taxonomy';
import type { Evidence } from '../eligibility/candidate-score.ts';
import { opportunityEntry, personEntry } from '../eligibility/index-entries.ts';
import { isComparable } from '../opportunity/decide-pair.ts';
import { personFacts, type ContributorView } from '../read-models/contributor-view.ts';
import { opportunityFacts, takesApplications, type OpportunityView } from '../read-models/opportunity-view.ts';
import type { WorkPreferences } from '../work-preferences/work-preferences.ts';

/** A person as the tables and topics tell of them. */
export interface IndexedPerson {
  readonly contributor: ContributorView;
  readonly preferences: WorkPreferences | null;
  readonly evidence: Evidence;
}

export interface Given {
  readonly clock: Clock;
  readonly exchangeRates: DatedRates;
  /** For so many people; in WebAssembly memory when left out. */
  readonly createCandidates?: (capacity: number) => Candidates;
}

/** The tag of those who let verified companies see that they fit. */
export const SHOWN = 'VISIBILITY VERIFIED_COMPANIES 1';
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
  putPerson({ contributor, preferences, evidence }: IndexedPerson): boolean {
    const { contributorId, version, state, visibility } = contributor;
    const [known] = this.candidates.stampOf(contributorId) ?? [this.#leastVersions.get(contributorId) ?? 0];
    if (version < known) return false;
    const { clock, exchangeRates } = this.#given;
    if (state === 'ACTIVE') {
      const entry = personEntry(personFacts(contributor, preferences), { now: clock(), exchangeRates }, evidence);
      const tags = visibility === 'VERIFIED_COMPANIES' ? [...entry.tags, SHOWN] : entry.tags;
      this.candidates.putPerson({ ...entry, tags, stamp: [version, preferences?.version ?? 0] });
      this.#leastVersions.delete(contributorId);
    } else {
      this.candidates.removePerson(contributorId);
      this.#leastVersions.set(contributorId, version);
    }
    return true;
  }

  /** False when a newer version is here, or the opportunity was erased. */
  putOpportunity(opportunity: OpportunityView): boolean {
    const { opportunityId, version } = opportunity;
    if (version < (this.#leastVersions.get(opportunityId) ?? 0)) return false;
    this.#leastVersions.set(opportunityId, version);
    const { clock, exchangeRates } = this.#given;
    const now = clock();
    if (takesApplications(opportunity, dateOf(now), now) && isComparable(opportunity, exchangeRates)) {
      this.candidates.putOpportunity(opportunityEntry(opportunityFacts(opportunity), { now, exchangeRates }));
    } else this.candidates.removeOpportunity(opportunityId);
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
