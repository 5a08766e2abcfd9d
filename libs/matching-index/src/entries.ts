import { MAX_SCORE, type Bonus } from './ranking.ts';

/** A person as the index sees them. Tags are opaque strings; levels are cumulative: who holds C1 also holds A1..B2. */
export interface PersonEntry {
  /** For a ranking: a UUID. */
  readonly id: string;
  readonly tags: readonly string[];
  /** Minutes east of UTC. */
  readonly utcOffsetMinutes: number;
  /** Most hours per week, 0 to 254; null when the person set no limit. */
  readonly hoursMax: number | null;
  /** Lowest acceptable hourly rate in US cents, rounded down; 0 when there is none. */
  readonly minRateCents: number;
  /** Points that the person brings to every opportunity; 0 when left out. */
  readonly merit?: number;
  /** Kept with the person for the caller, e.g. the versions of what the entry was made from; zeros when left out. */
  readonly stamp?: Stamp;
}

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
  /** Any one of them meets the clause; nobody meets one without alternatives. */
  readonly anyOf: readonly Alternative[];
}

/** Two numbers of 32 bits. */
export type Stamp = readonly [number, number];

/** An opportunity as the index sees it: every clause must be met. */
export interface OpportunityEntry {
  readonly id: string;
  readonly clauses: readonly Clause[];
  /** What ranks those who are eligible, besides their merit; nothing when left out. */
  readonly bonuses?: readonly Bonus[];
  /** Orders equal scores: 32 bits, another for each opportunity and epoch; 0 when left out. */
  readonly seed?: number;
}

/** The most hours a week that the index can hold. */
export const MAX_HOURS = 254;
export const NO_STAMP: Stamp = [0, 0];
/** The most clauses of one opportunity: one bit each. D10 allows 16 stated ones; the implicit ones fit beside them. */
export const MAX_CLAUSES = 32;
/** The most alternatives of all clauses together, and the most tags of all bonuses together. */
export const MAX_ALTERNATIVES = 2000;
export const MAX_BONUSES = 64;
/** The most items of one bonus. */
export const MAX_ITEMS = 15;

const isInteger = (value: number, from: number, to: number): boolean => Number.isInteger(value) && value >= from && value <= to;

/** Throws a RangeError, which says what would be right, for a person whom the index could not hold exactly. */
export function checkPerson({ id, utcOffsetMinutes, hoursMax, minRateCents, merit = 0, stamp = NO_STAMP }: PersonEntry): void {
  const say = (what: string): never => {
    throw new RangeError(`Person ${id}: ${what}`);
  };
  if (!isInteger(utcOffsetMinutes, -1440, 1440)) say(`an offset of ${utcOffsetMinutes} minutes; -1440 to 1440 is right`);
  if (hoursMax !== null && !isInteger(hoursMax, 0, MAX_HOURS)) say(`${hoursMax} hours a week; 0 to ${MAX_HOURS} is right`);
  if (!isInteger(minRateCents, 0, Number.MAX_SAFE_INTEGER)) say(`a rate of ${minRateCents} cents; a whole number from 0 is right`);
  if (!isInteger(merit, 0, MAX_SCORE)) say(`a merit of ${merit}; 0 to ${MAX_SCORE} is right`);
  if (!stamp.every((number) => isInteger(number, 0, 0xffffffff))) say(`a stamp of ${stamp.join(', ')}; 32 bits without a sign are right`);
}

/** Throws a RangeError, which says what would be right, for an opportunity that the index could not answer exactly. */
export function checkOpportunity({ id, clauses, bonuses = [], seed = 0 }: OpportunityEntry): void {
  const say = (what: string): never => {
    throw new RangeError(`Opportunity ${id}: ${what}`);
  };
  if (clauses.length > MAX_CLAUSES) say(`${clauses.length} clauses; at most ${MAX_CLAUSES} are right`);
  if (!isInteger(seed, 0, 0xffffffff)) say(`a seed of ${seed}; 32 bits without a sign are right`);
  const alternatives = clauses.flatMap(({ anyOf }) => anyOf);
  if (alternatives.length > MAX_ALTERNATIVES) say(`${alternatives.length} alternatives; at most ${MAX_ALTERNATIVES} are right`);
  for (const one of alternatives) {
    if (one.kind === 'rate' && !(one.atMostCents >= 0)) say(`a rate of at most ${one.atMostCents} cents; 0 or more is right`);
  }
  checkBonuses(bonuses, say);
}

function checkBonuses(bonuses: readonly Bonus[], say: (what: string) => never): void {
  if (bonuses.length > MAX_BONUSES) say(`${bonuses.length} bonuses; at most ${MAX_BONUSES} are right`);
  const tags = bonuses.flatMap(({ items }) => items.flat()).length;
  if (tags > MAX_ALTERNATIVES) say(`bonuses with ${tags} tags; at most ${MAX_ALTERNATIVES} are right`);
  for (const { items, points } of bonuses) {
    if (items.length > MAX_ITEMS) say(`a bonus with ${items.length} items; at most ${MAX_ITEMS} are right`);
    if (points.length !== items.length + 1) say(`${points.length} points for ${items.length} items; one more than items is right`);
    if (points.some((point, n) => !isInteger(point, points[n - 1] ?? 0, MAX_SCORE))) {
      say(`points ${points.join(', ')}; whole numbers up to ${MAX_SCORE}, never fewer for more items, are right`);
    }
  }
  const most = bonuses.reduce((sum, { points }) => sum + points.at(-1)!, 0);
  if (most > MAX_SCORE) say(`bonuses of ${most} points together; at most ${MAX_SCORE} are right`);
}
