import { meetsRange, mixedClause, type MixedClause } from './conditions.ts';
import type { OpportunityEntry } from './entries.ts';
import type { Columns } from './people-memory.ts';
import type { TagTable } from './tag-table.ts';

interface Open {
  readonly id: string;
  readonly keys: readonly string[];
  /** Clauses with ranges: asked of the person one by one. */
  readonly ranges: readonly { readonly bit: number; readonly clause: MixedClause }[];
  readonly tags: readonly (readonly [tag: number, bit: number])[];
}

/** A slot of an opportunity and the bit of one of its clauses, in one number. */
const posting = (slot: number, bit: number): number => slot * 32 + bit;

/** The clauses of every open opportunity by the tags that meet them, so that one person is matched with all in one pass. */
export class OpportunityPostings {
  readonly #tags: TagTable;
  readonly #slots = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #open: (Open | undefined)[] = [];
  readonly #byTag: (number[] | undefined)[] = [];
  #all = new Uint32Array(64);
  #met = new Uint32Array(64);

  constructor(tags: TagTable) {
    this.#tags = tags;
  }

  get size(): number {
    return this.#slots.size;
  }

  put(opportunity: OpportunityEntry): void {
    this.remove(opportunity.id);
    const slot = this.#free.pop() ?? this.#open.length;
    if (slot >= this.#all.length) {
      [this.#all, this.#met] = [twice(this.#all), twice(this.#met)];
    }
    const clauses = opportunity.clauses.map(({ anyOf }, bit) => ({ bit, clause: mixedClause(anyOf, this.#tags) }));
    const tags = clauses.flatMap(({ bit, clause }) => clause.tags.map((tag) => [tag, bit] as const));
    const ranges = clauses.filter(({ clause }) => clause.ranges.length > 0);
    this.#open[slot] = { id: opportunity.id, keys: opportunity.clauses.map(({ key }) => key), ranges, tags };
    this.#slots.set(opportunity.id, slot);
    this.#all[slot] = clauses.length === 32 ? 0xffffffff : 2 ** clauses.length - 1;
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
    this.#slots.delete(id);
    this.#free.push(slot);
  }

  /** Tells each opportunity of which the person meets every clause (null) or all but one (its key). */
  match(tags: readonly number[], columns: Columns, tell: (opportunityId: string, unmet: string | null) => void): void {
    const met = this.#met;
    met.fill(0, 0, this.#open.length);
    for (const tag of tags) {
      const list = this.#byTag[tag];
      if (list) for (let n = 0; n < list.length; n++) met[list[n]! >>> 5]! |= 1 << (list[n]! & 31);
    }
    for (let slot = 0; slot < this.#open.length; slot++) {
      const open = this.#open[slot];
      if (!open) continue;
      let unmet = this.#all[slot]! & ~met[slot]!;
      for (const { bit, clause } of open.ranges) {
        if (unmet & (1 << bit) && clause.ranges.some((range) => meetsRange(columns, range))) unmet &= ~(1 << bit);
      }
      if ((unmet & (unmet - 1)) === 0) tell(open.id, unmet === 0 ? null : open.keys[31 - Math.clz32(unmet)]!);
    }
  }
}

function twice(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
