import { createHash } from 'node:crypto';
import type { Bonus } from '@crossing/matching-index';
import { CEFR_LEVELS, matchesLanguageRange } from '@crossing/taxonomy';
import { cefrRank, languageRank, tagName } from './tags.ts';
import type { Atom, OpportunityFacts, PersonFacts } from './snapshot.ts';

/** What ranks candidates before a company. */
export type CandidateFactor = 'RELIABILITY' | 'SKILL_FIT' | 'LANGUAGE_FIT' | 'LEVEL' | 'EXPLORATION';

/** Published weights, per thousand, of policy version 2026-01. */
export const CANDIDATE_WEIGHTS: Readonly<Record<CandidateFactor, number>> = {
  RELIABILITY: 350,
  SKILL_FIT: 250,
  LANGUAGE_FIT: 200,
  LEVEL: 150,
  EXPLORATION: 50,
};

/** The person's facts that a candidate's score may read: neither hours nor rate, which a place in a ranking would give away. */
export type RankedFacts = Pick<PersonFacts, 'languages' | 'domains' | 'tiers'>;

/** The terms that a candidate's score may read. */
export type RankingTerms = Pick<OpportunityFacts, 'domain' | 'complexityTier' | 'requirements'>;

/** Work decided in favour of the person, and decided at all, over all of their engagements here. */
export interface Evidence {
  readonly unitsAccepted: number;
  readonly unitsDecided: number;
}

/** Nothing decided yet. */
export const NEWCOMER: Evidence = { unitsAccepted: 0, unitsDecided: 0 };

export interface CandidateContribution {
  readonly factor: CandidateFactor;
  readonly weight: number;
  /** 0 to 1000. */
  readonly value: number;
  /** Weight times value. */
  readonly points: number;
}

// A newcomer counts as four accepted of five, and is explored most; evidence moves both.
const PRIOR_ACCEPTED = 4;
const PRIOR_DECIDED = 5;
const TIERS = [1, 2, 3, 4];

/**
 * How a person ranks among those eligible, as a company sees it: 0 to 1 000 000, the sum of weight times value. Integers
 * only, and no factor falls when somebody gains something, so that JavaScript, SQL and the index agree to the bit.
 */
export function candidateScore(person: RankedFacts, terms: RankingTerms, evidence: Evidence) {
  const values: Record<CandidateFactor, number> = {
    RELIABILITY: reliability(evidence),
    SKILL_FIT: skillFit(person, terms),
    LANGUAGE_FIT: languageFit(person, terms),
    LEVEL: levelPoints(highestTier(person, terms.domain), terms.complexityTier),
    EXPLORATION: exploration(evidence),
  };
  const contributions = (Object.keys(CANDIDATE_WEIGHTS) as CandidateFactor[]).map((factor): CandidateContribution => {
    const [weight, value] = [CANDIDATE_WEIGHTS[factor], values[factor]];
    return { factor, weight, value, points: weight * value };
  });
  return { score: contributions.reduce((sum, { points }) => sum + points, 0), contributions };
}

/** The part of the score that is the same for every opportunity, as the index keeps it. */
export const meritOf = (evidence: Evidence): number =>
  CANDIDATE_WEIGHTS.RELIABILITY * reliability(evidence) + CANDIDATE_WEIGHTS.EXPLORATION * exploration(evidence);

/** The part that depends on the opportunity, as points for tags that a person holds. */
export function bonusesOf({ domain, complexityTier, requirements }: RankingTerms): readonly Bonus[] {
  const skills = [...new Set([parentOf(domain), domain])].map((code) => [tagName('SKILL', code, 1)]);
  const tiers = TIERS.map((tier) => [tagName('TIER', domain, tier), tagName('TIER', 'ANY', tier)]);
  const ranges = languageRanges(requirements);
  const above = CEFR_LEVELS.map((_, n) => ranges.flatMap((range) => tagsAbove(range, n)));
  const weighed = (factor: CandidateFactor, values: readonly number[]) => values.map((value) => CANDIDATE_WEIGHTS[factor] * value);
  return [
    { items: skills, points: weighed('SKILL_FIT', skills.length === 1 ? [200, 1000] : [200, 600, 1000]) },
    {
      items: tiers,
      points: weighed(
        'LEVEL',
        [0, ...TIERS].map((tier) => levelPoints(tier, complexityTier)),
      ),
    },
    ranges.length === 0
      ? { items: [], points: weighed('LANGUAGE_FIT', [500]) }
      : { items: above, points: weighed('LANGUAGE_FIT', [0, ...CEFR_LEVELS.map((_, n) => 500 + 100 * n)]) },
  ];
}

/** The seed of an opportunity's tie-breaks for an epoch: the first four bytes of a SHA-256. */
export const tieSeed = (opportunityId: string, epoch: string): number =>
  createHash('sha256').update(`${epoch}\n${opportunityId}`).digest().readUInt32BE(0);

const reliability = ({ unitsAccepted, unitsDecided }: Evidence): number =>
  Math.floor((1000 * (unitsAccepted + PRIOR_ACCEPTED)) / (unitsDecided + PRIOR_DECIDED));

const exploration = ({ unitsDecided }: Evidence): number => Math.floor((1000 * PRIOR_DECIDED) / (unitsDecided + PRIOR_DECIDED));

/** The work's own domain 1000, a sibling under the same parent 600, another 200. */
function skillFit({ domains }: RankedFacts, { domain }: RankingTerms): number {
  const within = (code: string) => domains.some((known) => known === code || known.startsWith(`${code}.`));
  if (within(domain)) return 1000;
  return within(parentOf(domain)) ? 600 : 200;
}

/** 500 at what is asked, 100 more a level above, in the best of the languages; 0 below, 500 where none is asked. */
function languageFit({ languages }: RankedFacts, { requirements }: RankingTerms): number {
  const ranges = languageRanges(requirements);
  if (ranges.length === 0) return 500;
  const above = ranges.flatMap(({ code, from }) =>
    languages
      .filter(({ tag }) => matchesLanguageRange(code, tag))
      .map((language) => (language.native ? CEFR_LEVELS.length - 1 : languageRank(language) - from)),
  );
  const best = Math.max(-1, ...above);
  return best < 0 ? 0 : 500 + 100 * best;
}

interface AskedRange {
  readonly code: string;
  /** The rank (CEFR) at which it is met. */
  readonly from: number;
}

const languageRanges = (requirements: RankingTerms['requirements']): readonly AskedRange[] =>
  requirements
    .flatMap(({ anyOf }) => anyOf)
    .filter(({ kind }: Atom) => kind === 'LANGUAGE' || kind === 'NATIVE_LANGUAGE')
    .map(({ code, minLevel }) => ({ code, from: Math.max(1, cefrRank(minLevel)) }));

/** What puts somebody at least n levels above what is asked. Native speakers are above all. */
function tagsAbove({ code, from }: AskedRange, n: number): string[] {
  const native = tagName('NATIVE_LANGUAGE', code, 1);
  return from + n > CEFR_LEVELS.length ? [native] : [native, tagName('LANGUAGE', code, from + n)];
}

/** In the work's domain or in any: the higher one; 0 for none. */
const highestTier = ({ tiers }: RankedFacts, domain: string): number =>
  Math.min(TIERS.length, Math.max(0, ...tiers.filter((own) => own.domain === domain || own.domain === 'ANY').map(({ tier }) => tier)));

/** The tier against the work's complexity: equal 600, each step up or down 200. */
const levelPoints = (tier: number, complexityTier: number): number => Math.max(0, Math.min(1000, 600 + 200 * (tier - complexityTier)));

const parentOf = (domain: string): string => domain.split('.')[0]!;
