import type { Candidates, Match } from './candidates.ts';
import { conditionsOf } from './conditions.ts';
import { checkOpportunity, checkPerson, NO_STAMP, type OpportunityEntry, type PersonEntry } from './entries.ts';
import { OpportunityPostings } from './opportunity-postings.ts';
import { PeopleMemory } from './people-memory.ts';
import { personReach } from './person-reach.ts';
import { identityOf, isUuid } from './ranking.ts';
import { TagTable } from './tag-table.ts';
import { BLOCK } from './tag-bits.ts';
import { TopQuery, type Query } from './top-query.ts';

export interface WasmCandidates extends Candidates {
  /** Bytes that grow with the people: columns, ids, bitsets, lists, and each person's tags. */
  readonly byteLength: number;
}

export interface WasmOptions {
  /** How many people to make room for at once; room for more is made when they come. */
  readonly capacity?: number;
}

const SMALLEST = 1024;
const inBlocks = (rows: number): number => Math.ceil(Math.max(rows, SMALLEST) / (BLOCK * 8)) * BLOCK * 8;

/** The index in WebAssembly memory: answers what `createCandidates` answers, for a million people. People's ids are UUIDs. */
export function createWasmCandidates({ capacity = SMALLEST }: WasmOptions = {}): WasmCandidates {
  const tags = new TagTable();
  const postings = new OpportunityPostings(tags);
  const queries = new Map<string, Query>();
  let people = new PeopleMemory(inBlocks(capacity));
  let top = new TopQuery(people);

  /** Twice the room: every row is written anew. */
  function grow(): void {
    const larger = new PeopleMemory(inBlocks(people.capacity * 2));
    for (let row = 0; row < people.rowsUsed; row++) {
      if (people.isPresent(row)) larger.put(people.ids.idOf(row), people.columnsOf(row), people.tagsOf(row));
    }
    people = larger;
    top = new TopQuery(people);
  }

  function putPerson(person: PersonEntry): void {
    checkPerson(person);
    if (!isUuid(person.id)) throw new RangeError(`Person ${person.id}: a UUID in lower case is right`);
    if (people.isFull && people.ids.rowOf(person.id) === undefined) grow();
    const numbers = person.tags.map((tag) => tags.numberOf(tag)).sort((a, b) => a - b);
    const { utcOffsetMinutes, hoursMax, minRateCents, merit = 0, stamp = NO_STAMP } = person;
    people.put(person.id, { utcOffsetMinutes, hoursMax, minRateCents, merit, stamp }, unique(numbers));
  }

  function putOpportunity(opportunity: OpportunityEntry): void {
    checkOpportunity(opportunity);
    const { id, bonuses = [], seed = 0 } = opportunity;
    const numbered = bonuses.map(({ items, points }) => ({ points, items: items.map((item) => item.map((tag) => tags.numberOf(tag))) }));
    queries.set(id, { ...conditionsOf(opportunity, tags), bonuses: numbered, seed });
    postings.put(opportunity, { bonuses: numbered, seed });
  }

  const topOf = (opportunityId: string, k: number, also: readonly string[] = []) => {
    const query = queries.get(opportunityId);
    if (!query) return { count: 0, people: [] };
    return top.run({ ...query, tagClauses: [...query.tagClauses, ...also.map((tag) => [tags.numberOf(tag)])] }, k);
  };

  return {
    putPerson,
    removePerson: (id) => people.remove(id),
    stampOf(personId) {
      const row = people.ids.rowOf(personId);
      return row === undefined ? undefined : people.stampOf(row);
    },
    putOpportunity,
    removeOpportunity(id) {
      queries.delete(id);
      postings.remove(id);
    },
    matchesOf(personId) {
      const row = people.ids.rowOf(personId);
      const matches: Match[] = [];
      if (row === undefined) return matches;
      const { eligible, near, unmet } = postings.match(people.tagsOf(row), people.columnsOf(row));
      for (const slot of eligible) matches.push({ personId, opportunityId: postings.open(slot).id, unmet: null });
      for (const [n, slot] of near.entries()) {
        const { id, keys } = postings.open(slot);
        matches.push({ personId, opportunityId: id, unmet: keys[unmet[n]!]! });
      }
      return matches;
    },
    reachOf(personId, options) {
      const row = people.ids.rowOf(personId);
      if (row === undefined) return { count: 0, eligible: [], steps: [] };
      const person = { identity: identityOf(personId), tags: people.tagsOf(row), columns: people.columnsOf(row) };
      return personReach(postings, person, options);
    },
    eligibleFor: (opportunityId) =>
      topOf(opportunityId, topOf(opportunityId, 0).count).people.map(({ personId }) => ({ personId, opportunityId, unmet: null })),
    top: topOf,
    get people() {
      return people.size;
    },
    get opportunities() {
      return postings.size;
    },
    get byteLength() {
      return people.byteLength;
    },
  };
}

const unique = (ascending: readonly number[]): number[] => ascending.filter((number, n) => number !== ascending[n - 1]);
