import { PeopleTable, type PersonEntry } from './people-table.ts';
import { TagTable } from './tag-table.ts';

/** One alternative that meets a clause. */
export type Alternative =
  | { readonly kind: 'tag'; readonly tag: string }
  /** The person's zone is at most `within` minutes away from `centre` (minutes east of UTC), the short way round. */
  | { readonly kind: 'offset'; readonly centre: number; readonly within: number }
  /** Whoever stated no limit of hours does not meet a requirement of hours. */
  | { readonly kind: 'hours'; readonly atLeast: number }
  /** The work's own hours: whoever stated no limit meets it. */
  | { readonly kind: 'hours-free'; readonly atLeast: number }
  /** `atMostCents` is rounded up, the person’s side down: a rate that is near is for the caller to compare exactly. */
  | { readonly kind: 'rate'; readonly atMostCents: number };

export interface Clause {
  readonly key: string;
  /** Any one of them meets the clause. */
  readonly anyOf: readonly Alternative[];
}

/** An opportunity as the index sees it: every clause must be met. */
export interface OpportunityEntry {
  readonly id: string;
  readonly clauses: readonly Clause[];
}

/** A pair that fits, or that lacks exactly one clause. */
export interface Match {
  readonly personId: string;
  readonly opportunityId: string;
  /** The key of the one clause that is not met; null for an eligible pair. */
  readonly unmet: string | null;
}

/**
 * Finds who fits what, exactly. The plain typed-array form is the reference that every faster one must agree with
 * (decisions D24). Ranking is the caller's: the index answers every pair that qualifies.
 */
export interface Candidates {
  putPerson(person: PersonEntry): void;
  removePerson(id: string): void;
  putOpportunity(opportunity: OpportunityEntry): void;
  removeOpportunity(id: string): void;
  /** The opportunities for which the person is eligible or lacks one clause; empty for an unknown person. */
  matchesOf(personId: string): readonly Match[];
  /** The people who are eligible; empty for an unknown opportunity. */
  eligibleFor(opportunityId: string): readonly Match[];
  readonly people: number;
  readonly opportunities: number;
}

type Test = (row: number) => boolean;
interface CompiledClause {
  readonly key: string;
  readonly met: Test;
}

const MINUTES_PER_DAY = 1440;

/** Minutes between two offsets the short way round the day. */
export function offsetDistance(a: number, b: number): number {
  const apart = Math.abs(a - b) % MINUTES_PER_DAY;
  return Math.min(apart, MINUTES_PER_DAY - apart);
}

/** The reference index on typed arrays. Every answer is exact up to rates, which are rounded in the person's favour. */
export function createCandidates(): Candidates {
  const tags = new TagTable();
  const people = new PeopleTable(tags);
  const opportunities = new Map<string, readonly CompiledClause[]>();

  function testOf(alternative: Alternative): Test {
    switch (alternative.kind) {
      case 'tag': {
        const number = tags.numberOf(alternative.tag);
        return (row) => people.holds(row, number);
      }
      case 'offset':
        return (row) => offsetDistance(people.utcOffsetMinutes(row), alternative.centre) <= alternative.within;
      case 'hours':
        return (row) => (people.hoursLimit(row) ?? -1) >= alternative.atLeast;
      case 'hours-free':
        return (row) => people.hasHours(row, alternative.atLeast);
      case 'rate':
        return (row) => people.minRateCents(row) <= alternative.atMostCents;
    }
  }

  function compile({ key, anyOf }: Clause): CompiledClause {
    const tests = anyOf.map(testOf);
    return { key, met: (row) => tests.some((test) => test(row)) };
  }

  /** Undefined when two or more clauses are not met. */
  function unmetOf(row: number, clauses: readonly CompiledClause[]): string | null | undefined {
    let unmet: string | null = null;
    for (const clause of clauses) {
      if (clause.met(row)) continue;
      if (unmet !== null) return undefined;
      unmet = clause.key;
    }
    return unmet;
  }

  return {
    putPerson: (person) => people.put(person),
    removePerson: (id) => people.remove(id),
    putOpportunity: ({ id, clauses }) => void opportunities.set(id, clauses.map(compile)),
    removeOpportunity: (id) => void opportunities.delete(id),
    matchesOf(personId) {
      const row = people.rowOf(personId);
      if (row === undefined) return [];
      const matches: Match[] = [];
      for (const [opportunityId, clauses] of opportunities) {
        const unmet = unmetOf(row, clauses);
        if (unmet !== undefined) matches.push({ personId, opportunityId, unmet });
      }
      return matches;
    },
    eligibleFor(opportunityId) {
      const clauses = opportunities.get(opportunityId);
      if (!clauses) return [];
      const matches: Match[] = [];
      for (const [personId, row] of people.rows()) {
        if (clauses.every((clause) => clause.met(row))) matches.push({ personId, opportunityId, unmet: null });
      }
      return matches;
    },
    get people() {
      return people.size;
    },
    get opportunities() {
      return opportunities.size;
    },
  };
}
