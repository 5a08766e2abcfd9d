import { dateOf } from '@crossing/kernel';
import { byRank, identityOf, tieBreak, type Ranked } from '@crossing/matching-index';
import { Refusal, type Page } from '@crossing/subgraph';
import type { DatedRates } from '@crossing/taxonomy';
import { candidateScore, tieSeed, type CandidateContribution, type Evidence } from '../eligibility/candidate-score.ts';
import { forCompany, type EligibilityDecision } from '../eligibility/decide.ts';
import { hashOf } from '../eligibility/hash-of.ts';
import type { EligibilitySnapshot } from '../eligibility/snapshot.ts';
import { decidePair } from '../opportunity/decide-pair.ts';
import { personFacts, type ContributorView } from '../read-models/contributor-view.ts';
import { opportunityFacts, type OpportunityView } from '../read-models/opportunity-view.ts';
import type { WorkPreferences } from '../work-preferences/work-preferences.ts';

/** Somebody who is eligible, as the company may see them. */
export interface Candidate extends Ranked {
  readonly profileVersion: number;
  /** 1 for the first of the whole list. */
  readonly rank: number;
  readonly contributions: readonly CandidateContribution[];
  readonly eligibility: EligibilityDecision;
  /** The day of the list, which the tie-breaks depend on. */
  readonly day: string;
}

/** A person who may be one. */
export interface Person {
  readonly contributor: ContributorView;
  readonly preferences: WorkPreferences | null;
  readonly evidence: Evidence;
}

interface Given {
  readonly exchangeRates: DatedRates;
  readonly now: Date;
}

/** Decides about each exactly; whoever fails a private requirement, or does not let companies see them, is not shown at all. */
export function rankCandidates(opportunity: OpportunityView, people: readonly Person[], given: Given): readonly Candidate[] {
  const day = dateOf(given.now);
  const seed = tieSeed(opportunity.opportunityId, day);
  return people
    .filter(({ contributor }) => contributor.visibility === 'VERIFIED_COMPANIES')
    .flatMap(({ evidence, ...person }): Omit<Candidate, 'rank'>[] => {
      const { contributorId, version } = person.contributor;
      const { snapshot, decision } = decidePair({ ...person, ...given, opportunity });
      if (decision.outcome !== 'ELIGIBLE') return [];
      const scored = candidateScore(personFacts(person.contributor, null), opportunityFacts(opportunity), evidence);
      const eligibility = { ...forCompany(decision), inputsHash: publicHash(snapshot) };
      const tie = tieBreak(identityOf(contributorId), seed);
      return [{ ...scored, personId: contributorId, profileVersion: version, tie, eligibility, day }];
    })
    .sort(byRank)
    .map((candidate, n) => ({ ...candidate, rank: n + 1 }));
}

/** Of what the company may know: from a hash of everything it could find out the person's rate by trying all of them. */
const publicHash = ({ person, ...snapshot }: EligibilitySnapshot): string =>
  hashOf({ ...snapshot, person: { ...person, hoursPerWeek: null, minHourly: null } });

/** What a cursor remembers: the day of the list, and the place in it. */
export const cursorOf = ({ day, score, tie, personId }: Candidate): readonly string[] => [day, String(score), String(tie), personId];

/** The part of the list after a cursor, with one more than the page holds; on a later day it goes on below that place in today's order. */
export function pageAfter(candidates: readonly Candidate[], { first, after }: Page): readonly Candidate[] {
  if (after === null) return candidates.slice(0, first + 1);
  const [, score, tie, personId] = after;
  const place: Ranked = { score: Number(score), tie: Number(tie), personId: personId! };
  if (after.length !== 4 || !Number.isSafeInteger(place.score) || !Number.isSafeInteger(place.tie)) {
    throw new Refusal('BAD_USER_INPUT', 'after is not a cursor of this list.');
  }
  return candidates.filter((one) => one.personId !== personId && byRank(place, one) < 0).slice(0, first + 1);
}
