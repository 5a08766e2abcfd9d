import { dateOf } from '@crossing/kernel';
import { CEFR_LEVELS } from '@crossing/taxonomy';
import { contentClauses } from './content-clauses.ts';
import { cefrRank, levelOf, requiredLevel } from './tags.ts';
import { findingOf } from './atoms.ts';
import type { Atom, EligibilitySnapshot, PersonFacts } from './snapshot.ts';

/** One thing the person could do that meets an atom. */
export interface Change {
  readonly kind: Atom['kind'];
  readonly code: string;
  /** To which level, where there are levels: CEFR, years, tier or hours per week. */
  readonly level: string | null;
}

/** A change costs, roughly: a click (1) … years (9). Kinds that nobody should be asked to change are absent: see below. */
const COST: Partial<Record<Atom['kind'], number>> = {
  CONTENT_OPT_IN: 1,
  HOURS: 2,
  UNIQUENESS: 2,
  SKILL: 3,
  ASSESSMENT: 4,
  TIER: 5,
  LANGUAGE: 6,
  CREDENTIAL: 7,
  PROFESSION: 9,
};

/** The kinds of things that somebody may be told to change. */
export const CHANGEABLE = Object.keys(COST) as readonly Atom['kind'][];

/**
 * The changes that would meet the clause, cheapest first. Never "ask for less money", never a move to another country or
 * time zone, never another mother tongue (decisions D10).
 */
export function changesFor(clauseKey: string, snapshot: EligibilitySnapshot): readonly Change[] {
  return atomsOf(clauseKey, snapshot)
    .filter((atom) => COST[atom.kind] !== undefined)
    .map((atom) => ({ atom, gap: gapOf(atom, snapshot) }))
    .sort((a, b) => COST[a.atom.kind]! - COST[b.atom.kind]! || a.gap - b.gap)
    .map(({ atom }) => changeOf(atom, snapshot));
}

/** The same person after the change: what a counterfactual claims, so that it can be checked. */
export function applyChange(snapshot: EligibilitySnapshot, change: Change): EligibilitySnapshot {
  return { ...snapshot, person: { ...snapshot.person, ...changed(snapshot.person, change) } };
}

function atomsOf(clauseKey: string, { opportunity }: EligibilitySnapshot): readonly Atom[] {
  const clause = [...opportunity.requirements, ...contentClauses(opportunity)].find(({ key }) => key === clauseKey);
  if (clause) return clause.anyOf;
  return clauseKey === 'hours' ? [{ kind: 'HOURS', code: 'WEEKLY', minLevel: String(opportunity.hoursPerWeek.min) }] : [];
}

/** How many levels are missing. */
function gapOf(atom: Atom, snapshot: EligibilitySnapshot): number {
  if (findingOf(atom, snapshot).met) return 0;
  return requiredLevel(atom) - (levelOf(snapshot.person, atom, dateOf(snapshot.decidedAt)) ?? 0);
}

function changeOf({ kind, code, minLevel }: Atom, { opportunity }: EligibilitySnapshot): Change {
  if (kind === 'LANGUAGE') return { kind, code, level: minLevel ?? 'A1' };
  // A limit that meets the clause must also leave room for the work's own hours.
  if (kind === 'HOURS') return { kind, code, level: String(Math.max(Number(minLevel), opportunity.hoursPerWeek.min)) };
  return { kind, code, level: minLevel };
}

function changed(person: PersonFacts, { kind, code, level }: Change): Partial<PersonFacts> {
  switch (kind) {
    case 'CONTENT_OPT_IN':
      return { contentOptIns: [...person.contentOptIns, code] };
    case 'HOURS':
      return { hoursPerWeek: { min: Math.min(person.hoursPerWeek?.min ?? 0, Number(level)), max: Number(level) } };
    case 'SKILL':
      return { domains: [...person.domains, code] };
    case 'TIER':
      return { tiers: [...person.tiers, { domain: code, tier: Number(level ?? 1) }] };
    case 'LANGUAGE':
      return { languages: [...person.languages, atLevel(code, level)] };
    case 'PROFESSION':
      return { professions: [...person.professions, { escoUri: code, years: Number(level ?? 0) }] };
    case 'ASSESSMENT':
    case 'CREDENTIAL':
    case 'UNIQUENESS':
      return { verifiedClaims: [...person.verifiedClaims, { kind, code, expiresOn: null }] };
    default:
      return {};
  }
}

function atLevel(tag: string, level: string | null) {
  const cefr = CEFR_LEVELS[cefrRank(level) - 1] ?? 'A1';
  return { tag, native: false, listening: cefr, reading: cefr, speaking: cefr, writing: cefr };
}
