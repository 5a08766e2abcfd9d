import { dateOf } from '@crossing/kernel';
import { Refusal, type Page } from '@crossing/subgraph';
import type { DatedRates } from '@crossing/taxonomy';
import type { Evidence } from '../eligibility/candidate-score.ts';
import type { EligibilityDecision } from '../eligibility/decide.ts';
import { rankKey, score, tieBreak, type ScoreContribution } from '../eligibility/score.ts';
import { decidePair, isComparable } from '../opportunity/decide-pair.ts';
import type { ContributorView } from '../read-models/contributor-view.ts';
import { takesApplications, type OpportunityView } from '../read-models/opportunity-view.ts';
import { seatsLeft, type SeatAllocation } from '../read-models/seats.ts';
import type { WorkPreferences } from '../work-preferences/work-preferences.ts';

/** An opportunity that suits a person, with every reason for its place. */
export interface Match {
  readonly opportunityId: string;
  readonly score: number;
  readonly contributions: readonly ScoreContribution[];
  readonly eligibility: EligibilityDecision;
  /** Orders the list, greater first. */
  readonly rankKey: number;
}

export interface RankedMatch extends Match {
  /** 1 for the first of the whole list. */
  readonly rank: number;
}

/** What is known when the list is made. */
export interface MatchInputs {
  readonly contributor: ContributorView;
  readonly preferences: WorkPreferences | null;
  readonly evidence: Evidence;
  /** Those that may suit; each is decided about exactly. */
  readonly candidates: readonly OpportunityView[];
  readonly seats: readonly SeatAllocation[];
  readonly openApplications: ReadonlyMap<string, number>;
  readonly exchangeRates: DatedRates;
  readonly now: Date;
}

/** The whole list: what the person may apply for, best first, then near misses (decisions D20). */
export function rankMatches(inputs: MatchInputs): readonly RankedMatch[] {
  const { candidates, exchangeRates, now } = inputs;
  const today = dateOf(now);
  return candidates
    .filter((opportunity) => takesApplications(opportunity, today, now) && isComparable(opportunity, exchangeRates))
    .map((opportunity) => matchOf(opportunity, inputs))
    .filter(({ eligibility }) => eligibility.outcome !== 'INELIGIBLE')
    .sort(byRank)
    .map((match, index) => ({ ...match, rank: index + 1 }));
}

function matchOf(opportunity: OpportunityView, inputs: MatchInputs): Match {
  const { contributor, now } = inputs;
  const { opportunityId } = opportunity;
  const { snapshot, decision } = decidePair({ ...inputs, opportunity });
  const seats = inputs.seats.find((allocation) => allocation.opportunityId === opportunityId);
  const scored = score(snapshot, {
    ...inputs.evidence,
    seatsLeft: seats ? seatsLeft(seats) : 0,
    openApplications: inputs.openApplications.get(opportunityId) ?? 0,
  });
  const tie = tieBreak(contributor.contributorId, opportunityId, dateOf(now));
  return { opportunityId, ...scored, eligibility: decision, rankKey: rankKey(scored.score, tie) };
}

const isNearMiss = ({ eligibility }: Match): number => (eligibility.outcome === 'NEAR_MISS' ? 1 : 0);

const byRank = (a: Match, b: Match): number =>
  isNearMiss(a) - isNearMiss(b) || b.rankKey - a.rankKey || (a.opportunityId < b.opportunityId ? -1 : 1);

/** What a cursor remembers: the day of the list, and the place in it. */
export const cursorOf = (match: Match): readonly string[] => [
  dateOf(match.eligibility.decidedAt),
  String(isNearMiss(match)),
  String(match.rankKey),
  match.opportunityId,
];

/**
 * The part of the list after a cursor, with one more than the page holds. On the same day an exact continuation; on a later
 * one the tie-breaks differ, and the list goes on below that place in today's order.
 */
export function pageAfter(matches: readonly RankedMatch[], { first, after }: Page): readonly RankedMatch[] {
  if (after === null) return matches.slice(0, first + 1);
  const [, nearMiss, key, id] = after;
  const place = { nearMiss: Number(nearMiss), key: Number(key) };
  if (after.length !== 4 || !Number.isSafeInteger(place.key) || !['0', '1'].includes(nearMiss!)) {
    throw new Refusal('BAD_USER_INPUT', 'after is not a cursor of this list.');
  }
  const isBelow = (match: RankedMatch): boolean => {
    const difference = isNearMiss(match) - place.nearMiss || place.key - match.rankKey;
    return difference > 0 || (difference === 0 && match.opportunityId > id!);
  };
  return matches.filter(isBelow).slice(0, first + 1);
}
