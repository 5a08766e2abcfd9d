import type { Arena } from './arena.ts';

/** Rows of one block: one bit of a summary stands for so many. */
export const BLOCK = 512;
// A tag that fewer than one row in so many holds is a list of rows; the others are bitsets.
const RARE = 128;
const FEWEST_FOR_BITS = 64;

/** A bitset and, above it, the summary of its blocks: addresses in the arena. */
export interface Bits {
  readonly bits: number;
  readonly summary: number;
}

/**
 * Who holds which tag: a two-level bitset for a common tag, a list of rows for a rare one, which becomes a bitset for the time
 * of a query.
 */
export class TagBits {
  readonly #arena: Arena;
  readonly #capacity: number;
  readonly #counts: number[] = [];
  readonly #lists: (Uint32Array | undefined)[] = [];
  readonly #dense: (Bits | undefined)[] = [];
  #listBytes = 0;

  constructor(arena: Arena, capacity: number) {
    this.#arena = arena;
    this.#capacity = capacity;
  }

  /** Bytes of the lists, which lie outside the arena. */
  get listBytes(): number {
    return this.#listBytes;
  }

  count(tag: number): number {
    return this.#counts[tag] ?? 0;
  }

  /** The bitset of a common tag; undefined for one that is a list. */
  bitsOf(tag: number): Bits | undefined {
    return this.#dense[tag];
  }

  /** An empty bitset. */
  allocate(): Bits {
    // A line more than a power of two, so that the same row of many tags does not fall on the same line of the cache.
    const bits = this.#arena.allocate(this.#capacity / 8 + 64);
    return { bits, summary: this.#arena.allocate(this.#capacity / BLOCK / 8 + 8) };
  }

  /** The row does not hold the tag yet. */
  add(tag: number, row: number): void {
    const count = this.count(tag);
    const dense = this.#dense[tag];
    this.#counts[tag] = count + 1;
    if (dense) return this.set(dense, row);
    const list = this.#roomFor(tag, count);
    list[count] = row;
    if (count >= FEWEST_FOR_BITS && count > this.#capacity / RARE) this.#toBits(tag, list, count + 1);
  }

  /** The row holds the tag. The summary is left as it is: a block that it names in vain costs time, never an answer. */
  remove(tag: number, row: number): void {
    const count = this.count(tag) - 1;
    this.#counts[tag] = count;
    const dense = this.#dense[tag];
    if (dense) this.#arena.u8[dense.bits + (row >>> 3)]! &= ~(1 << (row & 7));
    else {
      const list = this.#lists[tag]!;
      list[list.subarray(0, count + 1).indexOf(row)] = list[count]!;
    }
  }

  /** Sets the rows of a rare tag in a bitset that is there for one query. */
  fill(into: Bits, tag: number): void {
    const list = this.#lists[tag];
    for (let n = this.count(tag) - 1; n >= 0; n--) this.set(into, list![n]!);
  }

  /** Undoes `fill`. */
  clear({ bits, summary }: Bits, tag: number): void {
    const { u8 } = this.#arena;
    const list = this.#lists[tag];
    for (let n = this.count(tag) - 1; n >= 0; n--) {
      const row = list![n]!;
      u8[bits + (row >>> 3)] = 0;
      u8[summary + (row >>> 12)] = 0;
    }
  }

  set({ bits, summary }: Bits, row: number): void {
    const { u8 } = this.#arena;
    u8[bits + (row >>> 3)]! |= 1 << (row & 7);
    u8[summary + (row >>> 12)]! |= 1 << ((row >>> 9) & 7);
  }

  #roomFor(tag: number, count: number): Uint32Array {
    const list = this.#lists[tag];
    if (list && count < list.length) return list;
    const larger = new Uint32Array(list ? Math.ceil(list.length * 1.25) : 4);
    if (list) larger.set(list);
    this.#listBytes += larger.byteLength - (list?.byteLength ?? 0);
    this.#lists[tag] = larger;
    return larger;
  }

  #toBits(tag: number, list: Uint32Array, count: number): void {
    const dense = this.allocate();
    for (let n = 0; n < count; n++) this.set(dense, list[n]!);
    this.#dense[tag] = dense;
    this.#lists[tag] = undefined;
    this.#listBytes -= list.byteLength;
  }
}
