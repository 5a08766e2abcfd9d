import { dateOf } from '@crossing/kernel';
import { MAX_RATE_CENTS, type Alternative, type Clause, type OpportunityEntry, type PersonEntry } from '@crossing/matching-index';
import { utcOffsetMinutes } from '@crossing/taxonomy';
import { zoneMinutes } from './atoms.ts';
import { bonusesOf, meritOf, NEWCOMER, tieSeed, type Evidence } from './candidate-score.ts';
import { contentClauses } from './content-clauses.ts';
import { hourlyMax, usCents } from './exchange.ts';
import { requiredLevel, tagName, tagsOf } from './tags.ts';
import type { Atom, EligibilitySnapshot, OpportunityFacts, PersonFacts } from './snapshot.ts';

interface At {
  readonly now: Date;
  readonly exchangeRates: EligibilitySnapshot['exchangeRates'];
}

/**
 * The person as the index holds them. The rate is rounded down, so that the index may let through a pair that is a cent
 * short: `decide` has the last word on every candidate.
 */
export function personEntry(person: PersonFacts, { now, exchangeRates }: At, evidence: Evidence = NEWCOMER): PersonEntry {
  return {
    id: person.contributorId,
    tags: tagsOf(person, dateOf(now)),
    utcOffsetMinutes: utcOffsetMinutes(person.timeZone, now),
    hoursMax: person.hoursPerWeek?.max ?? null,
    minRateCents: person.minHourly === null ? 0 : usCents(person.minHourly, exchangeRates),
    merit: meritOf(evidence),
  };
}

/** The opportunity as the index holds it: the company's clauses and the implicit ones, with the keys that `decide` uses. */
export function opportunityEntry(opportunity: OpportunityFacts, at: At): OpportunityEntry {
  const stated = [...opportunity.requirements, ...contentClauses(opportunity)];
  const clauses = stated.map(({ key, anyOf }) => ({ key, anyOf: anyOf.map((atom) => alternative(atom, at)) }));
  const hours: Clause = { key: 'hours', anyOf: [{ kind: 'hours-free', atLeast: opportunity.hoursPerWeek.min }] };
  return {
    id: opportunity.opportunityId,
    clauses: [...clauses, hours, rate(opportunity, at)],
    bonuses: bonusesOf(opportunity),
    seed: tieSeed(opportunity.opportunityId, dateOf(at.now)),
  };
}

function rate(opportunity: OpportunityFacts, { exchangeRates }: At): Clause {
  const best = hourlyMax(opportunity);
  const atMostCents = best === null ? MAX_RATE_CENTS : usCents(best, exchangeRates, true);
  return { key: 'rate', anyOf: [{ kind: 'rate', atMostCents }] };
}

function alternative(atom: Atom, { now }: At): Alternative {
  switch (atom.kind) {
    case 'TIME_ZONE':
      return { kind: 'offset', centre: utcOffsetMinutes(atom.code, now), within: zoneMinutes(atom) };
    case 'HOURS':
      return { kind: 'hours', atLeast: Number(atom.minLevel) };
    default:
      return { kind: 'tag', tag: tagName(atom.kind, atom.code, requiredLevel(atom)) };
  }
}
