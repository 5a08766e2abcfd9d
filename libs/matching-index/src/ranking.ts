/**
 * Points for what somebody holds of a list of items: `points[n]` for n of them. An item is held by any one of its tags.
 * With cumulative levels, the levels above a minimum are such items.
 */
export interface Bonus {
  readonly items: readonly (readonly string[])[];
  /** One more than there are items; integers from 0, never fewer for more items. */
  readonly points: readonly number[];
}

/** A person in the ranking of an opportunity. */
export interface Ranked {
  readonly personId: string;
  /** The person's merit and the points of every bonus. */
  readonly score: number;
  /** Orders equal scores: see `tieBreak`. */
  readonly tie: number;
}

/** The first of those who are eligible, and how many there are. */
export interface Top {
  readonly count: number;
  readonly people: readonly Ranked[];
}

/** Merit and points together stay below it, so that score·2³¹ + tie is exact in a double and in 64 bits. */
export const MAX_SCORE = 2 ** 20 - 1;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (id: string): boolean => UUID.test(id);

/** The four words of a UUID, the first first. Throws for anything but a UUID in its canonical, lower-case form. */
export function wordsOf(id: string): readonly [number, number, number, number] {
  if (!isUuid(id)) throw new RangeError(`${id} is no UUID in lower case: identity in the ranking is that of a UUID`);
  const word = (hex: string): number => Number.parseInt(hex, 16);
  return [word(id.slice(0, 8)), word(id.slice(9, 13) + id.slice(14, 18)), word(id.slice(19, 23) + id.slice(24, 28)), word(id.slice(28))];
}

/** A UUID's words folded into one: what a person is to the tie-break. */
export function identityOf(id: string): number {
  const [a, b, c, d] = wordsOf(id);
  return (a ^ b ^ c ^ d) >>> 0;
}

/**
 * 31 bits that order equal scores: a hash of the identity under the opportunity's seed. Fair, since each seed gives another
 * order, and stable, since rows and input order do not enter. JavaScript, WebAssembly and SQL agree on it to the bit.
 */
export function tieBreak(identity: number, seed: number): number {
  let hash = (identity + seed) >>> 0;
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x7feb352d) >>> 0;
  hash ^= hash >>> 15;
  return hash & 0x7fffffff;
}

/** Greater scores first, then greater tie-breaks, then by id: never by row. */
export const byRank = (a: Ranked, b: Ranked): number => b.score - a.score || b.tie - a.tie || (a.personId < b.personId ? -1 : 1);
