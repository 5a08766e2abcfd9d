import type { Alternative } from './entries.ts';
import { twice } from './opportunity-columns.ts';
import { stepOf, type Fitting, type ReachOptions, type Step } from './reach.ts';
import { TagTable } from './tag-table.ts';

/** Opportunities that lack one clause: the slot of each, and the number of the ways to meet that clause, which `choose` overwrites. */
export interface Near {
  readonly slots: Uint32Array;
  readonly ways: Uint32Array;
}

/** Orders opportunities for one person. */
export interface Ranking {
  /** The first `k` of these, in order. */
  best(these: ArrayLike<number>, k: number, slotOf: (one: number) => number): number[];
  fit(slot: number): Fitting;
}

interface NumberedStep extends Pick<Step, 'kind' | 'key'> {
  readonly kindNumber: number;
  /** The ways that it is one of. */
  readonly ways: number[];
}

// No clause: of an opportunity that is shown already.
const TAKEN = 0xffffffff;

/** Steps by number. Clauses with the same alternatives are met in the same ways: what opens is counted once for all of them. */
export class NearestSteps {
  readonly #numbers = new TagTable();
  readonly #kinds = new TagTable();
  readonly #steps: NumberedStep[] = [];
  readonly #wayNumbers = new TagTable();
  readonly #ways: (readonly number[])[] = [];
  #times = new Uint32Array(64);
  #opens = new Uint32Array(64);
  #wanted = new Uint8Array(64);

  /** Numbers the ways to meet a clause. */
  waysOf(anyOf: readonly Alternative[]): number {
    const steps = [...new Set(anyOf.map((one) => this.#numberOf(stepOf(one))))].sort((a, b) => a - b);
    const way = this.#wayNumbers.numberOf(steps.join());
    if (this.#ways[way] === undefined) {
      this.#ways[way] = steps;
      if (way >= this.#times.length) [this.#times, this.#wanted] = [twice(this.#times), twice(this.#wanted)];
      for (const step of steps) this.#steps[step]!.ways.push(way);
    }
    return way;
  }

  choose({ slots, ways }: Near, { nearMisses, quota }: ReachOptions, ranking: Ranking): Step[] {
    const left = this.#quotas(quota);
    const seen = this.#count(ways);
    const wanted = this.#wanted;
    const chosen: Step[] = [];
    for (let room = nearMisses; room > 0;) {
      const number = this.#takeMost(seen, left);
      if (number === undefined) break;
      const { kind, key, kindNumber, ways: own } = this.#steps[number]!;
      for (const way of own) wanted[way] = 1;
      const group: number[] = [];
      for (let n = 0; n < ways.length; n++) if (ways[n] !== TAKEN && wanted[ways[n]!] === 1) group.push(n);
      for (const way of own) wanted[way] = 0;
      const first = ranking.best(group, Math.min(left[kindNumber]!, room), (n) => slots[n]!);
      if (first.length === 0) continue;
      for (const n of first) ways[n] = TAKEN;
      left[kindNumber]! -= first.length;
      room -= first.length;
      chosen.push({ kind, key, opens: this.#opens[number]!, shown: first.map((n) => ranking.fit(slots[n]!)) });
    }
    return chosen;
  }

  #numberOf({ kind, key }: Pick<Step, 'kind' | 'key'>): number {
    const number = this.#numbers.numberOf(key);
    this.#steps[number] ??= { kind, key, kindNumber: this.#kinds.numberOf(kind), ways: [] };
    if (number >= this.#opens.length) this.#opens = twice(this.#opens);
    return number;
  }

  #quotas(quota: ReachOptions['quota']): Int32Array {
    const numbered = Object.entries(quota).map(([kind, most]) => [this.#kinds.numberOf(kind), most] as const);
    const left = new Int32Array(this.#kinds.size);
    for (const [kind, most] of numbered) left[kind] = most;
    return left;
  }

  /** Counts into `#opens`; answers the steps that open something. */
  #count(ways: Uint32Array): number[] {
    const [times, opens] = [this.#times, this.#opens.fill(0)];
    const [met, seen]: [number[], number[]] = [[], []];
    for (let n = 0; n < ways.length; n++) if (times[ways[n]!]!++ === 0) met.push(ways[n]!);
    for (const way of met) {
      for (const step of this.#ways[way]!) {
        if (opens[step] === 0) seen.push(step);
        opens[step]! += times[way]!;
      }
      times[way] = 0;
    }
    return seen;
  }

  /** Takes out of `seen` the step that opens most, of those whose kind has something left; of equals the first by key. */
  #takeMost(seen: number[], left: Int32Array): number | undefined {
    const opens = this.#opens;
    let most = -1;
    for (let n = 0; n < seen.length; n++) {
      const step = seen[n]!;
      if (left[this.#steps[step]!.kindNumber]! <= 0) continue;
      const by = most < 0 ? 1 : opens[step]! - opens[seen[most]!]!;
      if (by > 0 || (by === 0 && this.#steps[step]!.key < this.#steps[seen[most]!]!.key)) most = n;
    }
    if (most < 0) return undefined;
    const step = seen[most]!;
    seen[most] = seen.at(-1)!;
    seen.pop();
    return step;
  }
}
