import type { Arena } from './arena.ts';
import { isUuid, wordsOf } from './ranking.ts';

/** UUIDs by row in the arena, 16 bytes each, and a hash table from a UUID to its row. */
export class RowIds {
  /** The address of row 0's id: four words, the first first. */
  readonly address: number;
  readonly #arena: Arena;
  readonly #slots: Uint32Array;
  readonly #mask: number;
  #size = 0;

  constructor(arena: Arena, capacity: number) {
    this.#arena = arena;
    this.address = arena.allocate(capacity * 16);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(capacity * 1.25)));
    this.#mask = this.#slots.length - 1;
  }

  get size(): number {
    return this.#size;
  }

  get byteLength(): number {
    return this.#slots.byteLength;
  }

  /** Undefined for an id that has no row, or that is no UUID. */
  rowOf(id: string): number | undefined {
    if (!isUuid(id)) return undefined;
    const words = wordsOf(id);
    for (let slot = this.#home(words); this.#slots[slot] !== 0; slot = (slot + 1) & this.#mask) {
      const row = this.#slots[slot]! - 1;
      const at = (this.address >>> 2) + row * 4;
      const { u32 } = this.#arena;
      if (u32[at] === words[0] && u32[at + 1] === words[1] && u32[at + 2] === words[2] && u32[at + 3] === words[3]) return row;
    }
    return undefined;
  }

  /** The id has no row yet, and the row no id. */
  add(id: string, row: number): void {
    const words = wordsOf(id);
    this.#arena.u32.set(words, (this.address >>> 2) + row * 4);
    let slot = this.#home(words);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
    this.#slots[slot] = row + 1;
    this.#size++;
  }

  remove(row: number): void {
    let slot = this.#home(this.#words(row));
    while (this.#slots[slot] !== row + 1) slot = (slot + 1) & this.#mask;
    // Those behind move up, so that no search ends at the gap before what it looks for.
    for (let next = (slot + 1) & this.#mask; this.#slots[next] !== 0; next = (next + 1) & this.#mask) {
      const home = this.#home(this.#words(this.#slots[next]! - 1));
      if (((next - home) & this.#mask) < ((next - slot) & this.#mask)) continue;
      this.#slots[slot] = this.#slots[next]!;
      slot = next;
    }
    this.#slots[slot] = 0;
    this.#size--;
  }

  idOf(row: number): string {
    const hex = Array.from(this.#words(row), (word) => word.toString(16).padStart(8, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  #words(row: number): Uint32Array {
    const at = (this.address >>> 2) + row * 4;
    return this.#arena.u32.subarray(at, at + 4);
  }

  #home(words: ArrayLike<number>): number {
    return (Math.imul(words[0]! ^ words[1]! ^ words[2]! ^ words[3]!, 0x9e3779b1) >>> 7) & this.#mask;
  }
}
