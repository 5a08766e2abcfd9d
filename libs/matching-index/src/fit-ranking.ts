import type { Ranking } from './nearest-steps.ts';
import type { OpportunityPostings } from './opportunity-postings.ts';
import { tieBreak } from './ranking.ts';

/** Orders opportunities for the person of that identity, with these tags. Points and tie-break are one number, as in the kernel. */
export function fitRanking(postings: OpportunityPostings, identity: number, tags: readonly number[]): Ranking {
  const points = postings.pointsFor(tags);
  const tieOf = (slot: number): number => tieBreak(identity, postings.seedOf(slot));
  const keyOf = (slot: number): number => points.of(slot) * 2 ** 31 + tieOf(slot);
  const idOf = (slot: number): string => postings.open(slot).id;

  function best(these: ArrayLike<number>, k: number, slotOf: (one: number) => number): number[] {
    const [kept, keys]: [number[], number[]] = [[], []];
    if (k <= 0) return kept;
    if (k >= these.length) return all(these, slotOf);
    for (let n = 0; n < these.length; n++) {
      const one = these[n]!;
      const slot = slotOf(one);
      const key = keyOf(slot);
      const isAfter = (at: number) => keys[at]! > key || (keys[at] === key && idOf(slotOf(kept[at]!)) < idOf(slot));
      if (kept.length >= k && isAfter(k - 1)) continue;
      let at = Math.min(kept.length, k - 1);
      for (; at > 0 && !isAfter(at - 1); at--) [kept[at], keys[at]] = [kept[at - 1]!, keys[at - 1]!];
      [kept[at], keys[at]] = [one, key];
    }
    return kept;
  }

  function all(these: ArrayLike<number>, slotOf: (one: number) => number): number[] {
    const keyed = Array.from(these, (one) => ({ one, key: keyOf(slotOf(one)), slot: slotOf(one) }));
    return keyed.sort((a, b) => b.key - a.key || (idOf(a.slot) < idOf(b.slot) ? -1 : 1)).map(({ one }) => one);
  }

  return { best, fit: (slot) => ({ opportunityId: idOf(slot), points: points.of(slot), tie: tieOf(slot) }) };
}
