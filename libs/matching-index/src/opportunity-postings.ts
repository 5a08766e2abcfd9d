import { BonusPoints } from './bonus-points.ts';
import { meetsRange, mixedClause, type MixedClause } from './conditions.ts';
import { MAX_CLAUSES, type OpportunityEntry } from './entries.ts';
import { NearestSteps } from './nearest-steps.ts';
import { OpportunityColumns, twice } from './opportunity-columns.ts';
import type { Columns } from './people-memory.ts';
import type { TagTable } from './tag-table.ts';
import type { NumberedBonus } from './top-query.ts';

export interface Open {
  readonly id: string;
  readonly keys: readonly string[];
  /** Clauses with ranges that the columns do not hold: asked of the person one by one. */
  readonly ranges: readonly { readonly bit: number; readonly clause: MixedClause }[];
  readonly tags: readonly (readonly [tag: number, bit: number])[];
}

/** Slots of opportunities; of those that lack one clause, its number too. */
export interface Standings {
  readonly eligible: Uint32Array;
  readonly near: Uint32Array;
  readonly unmet: Uint8Array;
}

interface Numbered {
  readonly bonuses: readonly NumberedBonus[];
  readonly seed: number;
}

/** A slot of an opportunity and the bit of one of its clauses, in one number. */
const posting = (slot: number, bit: number): number => slot * 32 + bit;

/** The clauses of every open opportunity by the tags that meet them, so that one person is matched with all in one pass. */
export class OpportunityPostings {
  readonly steps = new NearestSteps();
  readonly #tags: TagTable;
  readonly #slots = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #open: (Open | undefined)[] = [];
  readonly #byTag: (number[] | undefined)[] = [];
  readonly #columns = new OpportunityColumns();
  readonly #points = new BonusPoints();
  /** By slot and clause, in one line of the cache for most. */
  #ways = new Uint32Array(64 * MAX_CLAUSES);
  #seeds = new Uint32Array(64);
  #found = roomFor(64);
  #last = this.#found;
  #nearWays = new Uint32Array(64);

  constructor(tags: TagTable) {
    this.#tags = tags;
  }

  get size(): number {
    return this.#slots.size;
  }

  open(slot: number): Open {
    return this.#open[slot]!;
  }

  put(opportunity: OpportunityEntry, { bonuses, seed }: Numbered): void {
    this.remove(opportunity.id);
    const slot = this.#free.pop() ?? this.#open.length;
    const inColumns = this.#columns.put(slot, opportunity.clauses);
    const clauses = opportunity.clauses.map(({ anyOf }, bit) => ({ bit, clause: mixedClause(anyOf, this.#tags) }));
    const tags = clauses.flatMap(({ bit, clause }) => clause.tags.map((tag) => [tag, bit] as const));
    const ranges = clauses.filter(({ bit, clause }) => clause.ranges.length > 0 && !inColumns.has(bit));
    this.#open[slot] = { id: opportunity.id, keys: opportunity.clauses.map(({ key }) => key), ranges, tags };
    if (slot >= this.#seeds.length) [this.#seeds, this.#ways] = [twice(this.#seeds), twice(this.#ways)];
    for (const [bit, { anyOf }] of opportunity.clauses.entries()) this.#ways[slot * MAX_CLAUSES + bit] = this.steps.waysOf(anyOf);
    this.#seeds[slot] = seed;
    this.#points.put(slot, bonuses);
    this.#slots.set(opportunity.id, slot);
    for (const [tag, bit] of tags) (this.#byTag[tag] ??= []).push(posting(slot, bit));
  }

  remove(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    for (const [tag, bit] of this.#open[slot]!.tags) {
      const list = this.#byTag[tag]!;
      const last = list.pop()!;
      const at = list.indexOf(posting(slot, bit));
      if (at >= 0) list[at] = last;
    }
    this.#open[slot] = undefined;
    this.#columns.close(slot);
    this.#slots.delete(id);
    this.#free.push(slot);
  }

  seedOf(slot: number): number {
    return this.#seeds[slot]!;
  }

  /** The ways to meet the clauses that the last match found open. */
  waysOfNear(): Uint32Array {
    const { near, unmet } = this.#last;
    const ways = this.#nearWays.subarray(0, near.length);
    for (let n = 0; n < near.length; n++) ways[n] = this.#ways[near[n]! * MAX_CLAUSES + unmet[n]!]!;
    return ways;
  }

  /** The points of a person with these tags. */
  pointsFor(tags: readonly number[]): BonusPoints {
    this.#points.begin(tags);
    return this.#points;
  }

  /** The opportunities of which the person meets every clause, or all but one. To be read before the next call. */
  match(tags: readonly number[], columns: Columns): Standings {
    const met = this.#columns.begin(this.#open.length, columns);
    for (const tag of tags) {
      const list = this.#byTag[tag];
      if (list) for (let n = 0; n < list.length; n++) met[list[n]! >>> 5]! |= 1 << (list[n]! & 31);
    }
    if (this.#found.eligible.length < this.#open.length) {
      this.#found = roomFor(this.#open.length * 2);
      this.#nearWays = new Uint32Array(this.#open.length * 2);
    }
    const { all, asked } = this.#columns;
    const { eligible, near, unmet } = this.#found;
    let [fits, lacks] = [0, 0];
    for (let slot = 0; slot < this.#open.length; slot++) {
      let open = all[slot]! & ~met[slot]!;
      const certain = open & ~asked[slot]!;
      if ((certain & (certain - 1)) !== 0) continue;
      if (open !== certain) {
        open = this.#ask(slot, open, columns);
        if ((open & (open - 1)) !== 0) continue;
      }
      if (open === 0) eligible[fits++] = slot;
      else {
        near[lacks] = slot;
        unmet[lacks++] = 31 - Math.clz32(open);
      }
    }
    this.#last = { eligible: eligible.subarray(0, fits), near: near.subarray(0, lacks), unmet: unmet.subarray(0, lacks) };
    return this.#last;
  }

  /** The clauses that stay open when the ranges are asked one by one. */
  #ask(slot: number, open: number, columns: Columns): number {
    let still = open;
    for (const { bit, clause } of this.#open[slot]!.ranges) {
      if (still & (1 << bit) && clause.ranges.some((range) => meetsRange(columns, range))) still &= ~(1 << bit);
    }
    return still;
  }
}

const roomFor = (slots: number): Standings => ({
  eligible: new Uint32Array(slots),
  near: new Uint32Array(slots),
  unmet: new Uint8Array(slots),
});
