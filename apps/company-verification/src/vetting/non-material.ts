import { canonicalJson } from '@crossing/kernel';
import { termsToJson } from '../opportunity/terms-json.ts';
import type { OpportunityTerms } from '../opportunity/terms.ts';

/** How many words of a title a typo may be in. */
const MOST_WORDS = 2;
/** In a shorter word one letter makes another meaning: no and on, paid and pain come close. */
const SHORTEST_WORD = 5;

/**
 * The rule `non-material` (decisions D9): nothing differs but the title, and there at most two words, each by one letter that
 * is missing, doubled, wrong, or swapped with its neighbour. No word with a digit, as a figure is never a typo.
 */
export function isNonMaterial(reviewed: OpportunityTerms, terms: OpportunityTerms): boolean {
  if (withoutTitle(reviewed) !== withoutTitle(terms)) return false;
  const [before, after] = [wordsOf(reviewed), wordsOf(terms)];
  const changed = before.map((word, n) => [word, after[n] ?? ''] as const).filter(([a, b]) => a !== b);
  return before.length === after.length && changed.length <= MOST_WORDS && changed.every(([a, b]) => isTypo(a, b));
}

function withoutTitle(terms: OpportunityTerms): string {
  const { title: _title, ...rest } = termsToJson(terms);
  return canonicalJson(rest);
}

const wordsOf = ({ title }: OpportunityTerms): string[] => title.split(/\s+/u);

function isTypo(a: string, b: string): boolean {
  if ([a, b].some((word) => /\p{N}/u.test(word) || [...word].length < SHORTEST_WORD)) return false;
  return isOneEdit([...a], [...b]);
}

/** Whether one letter inserted, left out, replaced or swapped with its neighbour makes `b` of `a`, which differ. */
function isOneEdit(a: readonly string[], b: readonly string[]): boolean {
  const start = a.findIndex((letter, n) => letter !== b[n]);
  const at = start === -1 ? a.length : start;
  const same = (restA: number, restB: number): boolean => a.slice(at + restA).join('') === b.slice(at + restB).join('');
  const swapped = a[at] === b[at + 1] && a[at + 1] === b[at] && same(2, 2);
  return same(1, 1) || same(0, 1) || same(1, 0) || swapped;
}
