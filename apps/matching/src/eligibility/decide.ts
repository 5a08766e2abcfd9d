import { hashOf } from './hash-of.ts';
import { DEFAULT_ZONE_HOURS, findingOf } from './atoms.ts';
import { contentClauses } from './content-clauses.ts';
import { changesFor, type Change } from './counterfactuals.ts';
import { compareMoney, hourlyMax } from './exchange.ts';
import type { Atom, EligibilitySnapshot, RequirementClause } from './snapshot.ts';

export type Outcome = 'ELIGIBLE' | 'NEAR_MISS' | 'INELIGIBLE';

/** What was asked, what there is, and whether it suffices; `kind` is RATE for the person's own minimum, PROFILE for admission. */
export interface AtomOutcome {
  readonly kind: Atom['kind'] | 'RATE' | 'PROFILE';
  readonly code: string;
  readonly required: string;
  readonly actual: string | null;
  readonly met: boolean;
}

export interface ClauseOutcome {
  readonly clauseKey: string;
  readonly met: boolean;
  /** A private clause (rate, hours) is shown to the person alone (decisions D5). */
  readonly private: boolean;
  readonly atoms: readonly AtomOutcome[];
}

export interface Counterfactual {
  readonly clauseKey: string;
  readonly change: Change;
}

/** Why somebody may, or may not, do a piece of work; a pure function of its snapshot, whose hash it carries. */
export interface EligibilityDecision {
  readonly outcome: Outcome;
  readonly contributorId: string;
  readonly opportunityId: string;
  readonly revision: number;
  readonly policyVersion: string;
  /** SHA-256 (hex) of the snapshot's canonical JSON. */
  readonly inputsHash: string;
  readonly decidedAt: Date;
  readonly clauses: readonly ClauseOutcome[];
  /** For a near miss: each single change that would make the pair eligible, cheapest first. */
  readonly counterfactuals: readonly Counterfactual[];
}

/**
 * Decides about one pair (decisions D10): the company's clauses, and the implicit ones `profile` (admitted and active),
 * `content` (each kind of sensitive content opted in), `hours` and `rate` (private).
 * A near miss lacks exactly one clause, and there is something the person could do about it.
 */
export function decide(snapshot: EligibilitySnapshot): EligibilityDecision {
  const { person, opportunity, policyVersion, decidedAt } = snapshot;
  const clauses = [
    profileClause(snapshot),
    ...[...opportunity.requirements, ...contentClauses(opportunity)].map((clause) => clauseOutcome(clause, snapshot)),
    hoursClause(snapshot),
    rateClause(snapshot),
  ];
  const unmet = clauses.filter((clause) => !clause.met);
  const counterfactuals = unmet.length === 1 ? counterfactualsOf(unmet[0]!, snapshot) : [];
  return {
    outcome: outcomeOf(unmet.length, counterfactuals.length),
    contributorId: person.contributorId,
    opportunityId: opportunity.opportunityId,
    revision: opportunity.revision,
    policyVersion,
    inputsHash: hashOf(snapshot),
    decidedAt,
    clauses,
    counterfactuals,
  };
}

/** What a company may see of a decision: no private clause, and met or not instead of what the person has. */
export function forCompany(decision: EligibilityDecision): EligibilityDecision {
  const clauses = decision.clauses
    .filter((clause) => !clause.private)
    .map((clause) => ({ ...clause, atoms: clause.atoms.map((atom) => ({ ...atom, actual: null })) }));
  return { ...decision, clauses, counterfactuals: [] };
}

function outcomeOf(unmet: number, changes: number): Outcome {
  if (unmet === 0) return 'ELIGIBLE';
  return unmet === 1 && changes > 0 ? 'NEAR_MISS' : 'INELIGIBLE';
}

function counterfactualsOf({ clauseKey }: ClauseOutcome, snapshot: EligibilitySnapshot): readonly Counterfactual[] {
  return changesFor(clauseKey, snapshot).map((change) => ({ clauseKey, change }));
}

function clauseOutcome({ key, anyOf }: RequirementClause, snapshot: EligibilitySnapshot): ClauseOutcome {
  const atoms = anyOf.map((atom) => ({ kind: atom.kind, code: atom.code, required: requiredText(atom), ...findingOf(atom, snapshot) }));
  return { clauseKey: key, met: atoms.some((atom) => atom.met), private: anyOf.some(({ kind }) => kind === 'HOURS'), atoms };
}

const single = (clauseKey: string, isPrivate: boolean, atom: AtomOutcome): ClauseOutcome => ({
  clauseKey,
  met: atom.met,
  private: isPrivate,
  atoms: [atom],
});

function profileClause({ person }: EligibilitySnapshot): ClauseOutcome {
  const met = person.state === 'ACTIVE';
  return single('profile', false, { kind: 'PROFILE', code: 'ACTIVE', required: 'ACTIVE', actual: person.state, met });
}

/** Whoever set no limit of hours is taken to have the time. */
function hoursClause({ person, opportunity }: EligibilitySnapshot): ClauseOutcome {
  const most = person.hoursPerWeek?.max ?? null;
  const least = opportunity.hoursPerWeek.min;
  const actual = most === null ? null : String(most);
  return single('hours', true, { kind: 'HOURS', code: 'WEEKLY', required: String(least), actual, met: most === null || most >= least });
}

/** The best pay on offer must reach what the person asks at least; FIXED work has no hourly rate to compare. */
function rateClause({ person, opportunity, exchangeRates }: EligibilitySnapshot): ClauseOutcome {
  const best = hourlyMax(opportunity);
  const ask = person.minHourly;
  const met = ask === null || best === null || compareMoney(best, ask, exchangeRates) >= 0n;
  const text = (money: typeof ask) => (money === null ? null : `${money.amountMinor} ${money.currency}`);
  return single('rate', true, { kind: 'RATE', code: 'HOURLY', required: text(ask) ?? '', actual: text(best), met });
}

function requiredText({ kind, code, minLevel }: Atom): string {
  switch (kind) {
    case 'LANGUAGE':
      return minLevel ?? 'A1';
    case 'PROFESSION':
      return minLevel ?? '0';
    case 'TIER':
      return minLevel ?? '1';
    case 'HOURS':
      return minLevel ?? '0';
    case 'TIME_ZONE':
      return `${code} ±${minLevel ?? DEFAULT_ZONE_HOURS} h`;
    default:
      return code;
  }
}
