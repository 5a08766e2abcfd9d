import {
  checkOpportunity,
  checkPerson,
  type Alternative,
  type Clause,
  type OpportunityEntry,
  type PersonEntry,
  type Stamp,
} from './entries.ts';
import { PeopleTable } from './people-table.ts';
import { byRank, identityOf, tieBreak, type Bonus, type Ranked, type Top } from './ranking.ts';
import { reachOf, type Reach, type ReachOptions, type Standing } from './reach.ts';
import { TagTable } from './tag-table.ts';

/** A pair that fits, or that lacks exactly one clause. */
export interface Match {
  readonly personId: string;
  readonly opportunityId: string;
  /** The key of the one clause that is not met; null for an eligible pair. */
  readonly unmet: string | null;
}

/**
 * Finds who fits what, exactly. The plain typed-array form is the reference that every faster one must agree with
 * (decisions D24). Entries that it could not hold exactly are refused with a RangeError that says what would be right.
 */
export interface Candidates {
  putPerson(person: PersonEntry): void;
  removePerson(id: string): void;
  /** What the person's entry was stamped with; undefined for an unknown person. */
  stampOf(personId: string): Stamp | undefined;
  putOpportunity(opportunity: OpportunityEntry): void;
  removeOpportunity(id: string): void;
  /** The opportunities for which the person is eligible or lacks one clause; empty for an unknown person. */
  matchesOf(personId: string): readonly Match[];
  /** The best that the person is eligible for, and what one step more would open; nothing for an unknown person. Ids must be UUIDs. */
  reachOf(personId: string, options: ReachOptions): Reach;
  /** The people who are eligible; empty for an unknown opportunity. */
  eligibleFor(opportunityId: string): readonly Match[];
  /**
   * The best `k` of those who are eligible and hold all these tags, and how many there are; none for an unknown opportunity.
   * Ids must be UUIDs.
   */
  top(opportunityId: string, k: number, also?: readonly string[]): Top;
  readonly people: number;
  readonly opportunities: number;
}

type Test = (row: number) => boolean;
interface CompiledClause {
  readonly clause: Clause;
  readonly met: Test;
}
interface CompiledBonus {
  readonly items: readonly (readonly number[])[];
  readonly points: readonly number[];
}
interface Compiled {
  readonly clauses: readonly CompiledClause[];
  readonly bonuses: readonly CompiledBonus[];
  readonly seed: number;
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
  const opportunities = new Map<string, Compiled>();

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

  function compile(clause: Clause): CompiledClause {
    const tests = clause.anyOf.map(testOf);
    return { clause, met: (row) => tests.some((test) => test(row)) };
  }

  const compileBonus = ({ items, points }: Bonus): CompiledBonus => ({
    items: items.map((anyOf) => anyOf.map((tag) => tags.numberOf(tag))),
    points,
  });

  const pointsOf = (row: number, { items, points }: CompiledBonus): number =>
    points[items.filter((anyOf) => anyOf.some((tag) => people.holds(row, tag))).length]!;

  const eligible = ({ clauses }: Compiled): [string, number][] =>
    [...people.rows()].filter(([, row]) => clauses.every((clause) => clause.met(row))).map(([id, row]) => [id, row]);

  /** Undefined when two or more clauses are not met. */
  function unmetOf(row: number, clauses: readonly CompiledClause[]): Clause | null | undefined {
    const unmet = clauses.filter(({ met }) => !met(row));
    return unmet.length > 1 ? undefined : (unmet[0]?.clause ?? null);
  }

  return {
    putPerson(person) {
      checkPerson(person);
      people.put(person);
    },
    removePerson: (id) => people.remove(id),
    stampOf(personId) {
      const row = people.rowOf(personId);
      return row === undefined ? undefined : people.stamp(row);
    },
    putOpportunity(opportunity) {
      checkOpportunity(opportunity);
      const { id, clauses, bonuses = [], seed = 0 } = opportunity;
      opportunities.set(id, { clauses: clauses.map(compile), bonuses: bonuses.map(compileBonus), seed });
    },
    removeOpportunity: (id) => void opportunities.delete(id),
    matchesOf(personId) {
      const row = people.rowOf(personId);
      if (row === undefined) return [];
      const matches: Match[] = [];
      for (const [opportunityId, { clauses }] of opportunities) {
        const unmet = unmetOf(row, clauses);
        if (unmet !== undefined) matches.push({ personId, opportunityId, unmet: unmet?.key ?? null });
      }
      return matches;
    },
    reachOf(personId, options) {
      const row = people.rowOf(personId);
      if (row === undefined) return { count: 0, eligible: [], steps: [] };
      const standings = [...opportunities].flatMap(([opportunityId, { clauses, bonuses, seed }]): Standing[] => {
        const unmet = unmetOf(row, clauses);
        const points = bonuses.reduce((sum, bonus) => sum + pointsOf(row, bonus), 0);
        return unmet === undefined ? [] : [{ opportunityId, unmet, points, tie: tieBreak(identityOf(personId), seed) }];
      });
      return reachOf(standings, options);
    },
    eligibleFor(opportunityId) {
      const opportunity = opportunities.get(opportunityId);
      return opportunity ? eligible(opportunity).map(([personId]) => ({ personId, opportunityId, unmet: null })) : [];
    },
    top(opportunityId, k, also = []) {
      const opportunity = opportunities.get(opportunityId);
      if (!opportunity) return { count: 0, people: [] };
      const { bonuses, seed } = opportunity;
      const wanted = also.map((tag) => tags.numberOf(tag));
      const holders = eligible(opportunity).filter(([, row]) => wanted.every((tag) => people.holds(row, tag)));
      const ranked = holders.map(([personId, row]): Ranked => {
        const score = bonuses.reduce((sum, bonus) => sum + pointsOf(row, bonus), people.merit(row));
        return { personId, score, tie: tieBreak(identityOf(personId), seed) };
      });
      return { count: ranked.length, people: ranked.sort(byRank).slice(0, k) };
    },
    get people() {
      return people.size;
    },
    get opportunities() {
      return opportunities.size;
    },
  };
}
