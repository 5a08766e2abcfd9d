import { createHash } from 'node:crypto';
import { DAY } from '@crossing/kernel';
import { CEFR_LEVELS, matchesLanguageRange } from '@crossing/taxonomy';
import { compareMoney, hourlyMax, hourlyMin } from './exchange.ts';
import { cefrRank, languageRank, levelOf, requiredLevel } from './tags.ts';
import type { EligibilitySnapshot, OpportunityFacts, PersonFacts } from './snapshot.ts';

export type ScoreFactor =
  'RELIABILITY' | 'SKILL_FIT' | 'LANGUAGE_FIT' | 'LEVEL' | 'HOURS_OVERLAP' | 'PAY_FIT' | 'FRESHNESS' | 'EXPOSURE_BALANCE';

/** `value` 0..1000 of the factor, times its published weight, is its points; a score is the sum of the points, 0..1000. */
export interface ScoreContribution {
  readonly factor: ScoreFactor;
  readonly weight: number;
  readonly value: number;
  readonly points: number;
}

/** What a score depends on besides the pair's facts. Nothing else can enter: no referral, no seniority, no protected attribute. */
export interface ScoreInputs {
  /** Units of work accepted and decided, over all of the person's engagements here. */
  readonly unitsAccepted: number;
  readonly unitsDecided: number;
  /** Seats that are still free, and applications that are waiting for them. */
  readonly seatsLeft: number;
  readonly openApplications: number;
}

/** Policy version 2026-01: published weights, per thousand. */
export const POLICY_VERSION = '2026-01';
export const WEIGHTS: Readonly<Record<ScoreFactor, number>> = {
  RELIABILITY: 200,
  SKILL_FIT: 200,
  LANGUAGE_FIT: 150,
  LEVEL: 100,
  HOURS_OVERLAP: 100,
  PAY_FIT: 100,
  FRESHNESS: 50,
  EXPOSURE_BALANCE: 100,
};

// A newcomer counts as four accepted of five: evidence moves that, and its absence is not held against anybody.
const PRIOR_ACCEPTED = 4;
const PRIOR_DECIDED = 5;
const FRESH_DAYS = 30;

/** How well the work suits the person, for the person's own list. Integers only, so that every machine agrees to the bit. */
export function score(snapshot: EligibilitySnapshot, inputs: ScoreInputs): { score: number; contributions: readonly ScoreContribution[] } {
  const { person, opportunity } = snapshot;
  const values: Record<ScoreFactor, number> = {
    RELIABILITY: perMille(inputs.unitsAccepted + PRIOR_ACCEPTED, inputs.unitsDecided + PRIOR_DECIDED),
    SKILL_FIT: skillFit(person, opportunity),
    LANGUAGE_FIT: languageFit(person, opportunity),
    LEVEL: level(person, opportunity),
    HOURS_OVERLAP: hoursOverlap(person, opportunity),
    PAY_FIT: payFit(snapshot),
    FRESHNESS: freshness(snapshot),
    EXPOSURE_BALANCE: perMille(inputs.seatsLeft, inputs.seatsLeft + inputs.openApplications),
  };
  const contributions = (Object.keys(WEIGHTS) as ScoreFactor[]).map((factor) => {
    const [weight, value] = [WEIGHTS[factor], values[factor]];
    return { factor, weight, value, points: Math.floor((weight * value) / 1000) };
  });
  return { score: contributions.reduce((sum, { points }) => sum + points, 0), contributions };
}

/** Orders equal scores by a keyed hash of the pair that changes each epoch: nobody is last for ever. 31 bits. */
export function tieBreak(contributorId: string, opportunityId: string, epoch: string): number {
  return createHash('sha256').update(`${epoch}\n${contributorId}\n${opportunityId}`).digest().readUInt32BE(0) >>> 1;
}

/** score·2³¹ + tie-break: one number that orders a list, greater first; exact in a double (score ≤ 1000). */
export const rankKey = (points: number, tie: number): number => points * 2 ** 31 + tie;

const perMille = (part: number, whole: number): number => (whole <= 0 ? 0 : Math.floor((1000 * part) / whole));
const clamp = (value: number): number => Math.max(0, Math.min(1000, value));

/** The work's own domain 1000, a sibling under the same parent 600, another 200. */
function skillFit({ domains }: PersonFacts, { domain }: OpportunityFacts): number {
  if (domains.some((known) => known === domain || known.startsWith(`${domain}.`))) return 1000;
  const parent = domain.split('.')[0];
  return domains.some((known) => known.split('.')[0] === parent) ? 600 : 200;
}

/** Levels above the required one in the best of the required languages; work without a language clause counts 500. */
function languageFit({ languages }: PersonFacts, { requirements }: OpportunityFacts): number {
  const ranges = requirements.flatMap(({ anyOf }) => anyOf).filter(({ kind }) => kind === 'LANGUAGE' || kind === 'NATIVE_LANGUAGE');
  if (ranges.length === 0) return 500;
  const above = ranges.flatMap(({ code, minLevel }) =>
    languages
      .filter(({ tag }) => matchesLanguageRange(code, tag))
      .map((language) => (language.native ? CEFR_LEVELS.length : languageRank(language) - Math.max(1, cefrRank(minLevel)))),
  );
  return above.length === 0 ? 0 : clamp(500 + 100 * Math.max(...above));
}

/** The person's tier in the work's domain against its complexity: equal 600, each step up or down 200. */
function level(person: PersonFacts, { domain, complexityTier }: OpportunityFacts): number {
  const atom = (code: string) => ({ kind: 'TIER' as const, code, minLevel: null });
  const tier = levelOf(person, atom(domain), '') ?? levelOf(person, atom('ANY'), '') ?? requiredLevel(atom('ANY')) - 1;
  return clamp(600 + 200 * (tier - complexityTier));
}

/** The share of the work's hours that the person can give; 500 when they set no hours. */
function hoursOverlap({ hoursPerWeek: mine }: PersonFacts, { hoursPerWeek: theirs }: OpportunityFacts): number {
  if (mine === null) return 500;
  const shared = Math.min(mine.max, theirs.max) - Math.max(mine.min, theirs.min) + 1;
  return clamp(perMille(Math.max(0, shared), theirs.max - theirs.min + 1));
}

/** The part of the pay band that is at or above what the person asks; all of it for who asks nothing. */
function payFit({ person, opportunity, exchangeRates }: EligibilitySnapshot): number {
  const [least, most] = [hourlyMin(opportunity), hourlyMax(opportunity)];
  if (person.minHourly === null || least === null || most === null) return 1000;
  if (compareMoney(least, person.minHourly, exchangeRates) >= 0n) return 1000;
  return compareMoney(most, person.minHourly, exchangeRates) >= 0n ? 500 : 0;
}

function freshness({ opportunity, decidedAt }: EligibilitySnapshot): number {
  const days = Math.floor((decidedAt.getTime() - opportunity.publishedAt.getTime()) / DAY);
  return clamp(1000 - perMille(Math.max(0, days), FRESH_DAYS));
}
