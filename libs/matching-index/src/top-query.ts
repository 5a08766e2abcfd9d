import { readFileSync } from 'node:fs';
import path from 'node:path';
import { meetsRange, type Conditions, type MixedClause } from './conditions.ts';
import { MAX_BONUSES } from './entries.ts';
import { PeopleMemory } from './people-memory.ts';
import { byRank, type Top } from './ranking.ts';
import type { Bits } from './tag-bits.ts';
import { Instance, Module } from './web-assembly.ts';

const kernel = new Module(readFileSync(path.join(import.meta.dirname, 'kernel.wasm')));
type Kernel = { readonly top: (query: number, planes: number) => number };

const HEADER_WORDS = 24;
/** Half of it for words, half for tables of points: more than the limits of an entry can fill. */
const ROOM = 64 * 1024;

/** Points by the number of items held; tags by number. */
export interface NumberedBonus {
  readonly items: readonly (readonly number[])[];
  readonly points: readonly number[];
}

export interface Query extends Conditions {
  readonly bonuses: readonly NumberedBonus[];
  readonly seed: number;
}

/** Asks the kernel for the best of those who are eligible, in one memory. */
export class TopQuery {
  readonly #people: PeopleMemory;
  readonly #kernel: Kernel;
  readonly #block: number;
  readonly #planes: number;
  readonly #offsetTable: number;
  readonly #spare: Bits[] = [];
  #heap = { keys: 0, rows: 0, size: 0 };
  /** Bitsets made for this query, with the rare tags in them. */
  #lent: { readonly bits: Bits; readonly tags: readonly number[] | null }[] = [];
  #at = 0;
  #tables = 0;

  constructor(people: PeopleMemory) {
    this.#people = people;
    const { arena } = people;
    this.#kernel = new Instance(kernel, { env: { memory: arena.memory, abort } }).exports as Kernel;
    this.#block = arena.allocate(ROOM);
    this.#planes = arena.allocate(32 * MAX_BONUSES);
    this.#offsetTable = arena.allocate(4096);
  }

  run(query: Query, k: number): Top {
    // A clause that nobody can meet.
    if (query.tagClauses.some((tags) => tags.length === 0)) return { count: 0, people: [] };
    const size = Math.max(1, Math.min(k, this.#people.capacity));
    this.#makeHeap(size);
    try {
      this.#write(query, size);
      const count = this.#kernel.top(this.#block, this.#planes);
      return { count, people: k < 1 ? [] : this.#collect() };
    } finally {
      this.#giveBack();
    }
  }

  #write(query: Query, k: number): void {
    const { arena, rates, hours, offsets, merits, ids, capacity } = this.#people;
    this.#at = (this.#block >>> 2) + HEADER_WORDS;
    const clauses = this.#writeClauses(query);
    const bonuses = this.#at * 4;
    for (const bonus of query.bonuses) this.#writeBonus(bonus);
    if (query.offsetTable) arena.u8.set(query.offsetTable, this.#offsetTable);
    const most = query.bonuses.reduce((sum, { points }) => sum + points.at(-1)!, 0);
    arena.u32.set(
      [
        ...[clauses.singles, clauses.groups, clauses.at, query.bonuses.length, bonuses, query.rateAtMost, query.hoursFrom],
        ...[query.unlimitedToo ? 1 : 0, query.offsetTable ? this.#offsetTable : 0, k, query.seed, rates, hours, offsets, merits],
        ...[ids.address, this.#heap.keys, this.#heap.rows, capacity / 512, most],
      ],
      this.#block >>> 2,
    );
  }

  #writeClauses({ tagClauses, mixed }: Query): { readonly singles: number; readonly groups: number; readonly at: number } {
    const { tags, present } = this.#people;
    const at = this.#at * 4;
    const single = (clause: readonly number[]) => clause.length === 1;
    // The rarest first: most blocks end there.
    const singles = tagClauses.filter(single).sort(([a], [b]) => tags.count(a!) - tags.count(b!));
    const groups = tagClauses.filter((clause) => !single(clause));
    for (const [tag] of singles) this.#writePair(this.#bitsOf([tag!])[0]!);
    for (const clause of mixed) this.#writePair(this.#bitsOfMixed(clause));
    this.#writePair(present);
    for (const clause of groups) {
      const alternatives = this.#bitsOf(clause);
      this.#push(alternatives.length);
      for (const bits of alternatives) this.#writePair(bits);
    }
    return { singles: singles.length + mixed.length + 1, groups: groups.length, at };
  }

  #writeBonus({ items, points }: NumberedBonus): void {
    const { arena } = this.#people;
    const table = this.#block + ROOM / 2 + this.#tables++ * 64;
    arena.u32.set(points, table >>> 2);
    this.#push(items.length);
    this.#push(table);
    for (const item of items) {
      const alternatives = this.#bitsOf(item);
      this.#push(alternatives.length);
      for (const { bits } of alternatives) this.#push(bits);
    }
  }

  /** The bitsets of the tags; those of the rare ones in one. */
  #bitsOf(numbers: readonly number[]): Bits[] {
    const { tags } = this.#people;
    const common = numbers.map((tag) => tags.bitsOf(tag)).filter((bits) => bits !== undefined);
    const rare = numbers.filter((tag) => !tags.bitsOf(tag));
    if (rare.length === 0) return common;
    const bits = this.#spare.pop() ?? tags.allocate();
    this.#lent.push({ bits, tags: rare });
    for (const tag of rare) tags.fill(bits, tag);
    return [...common, bits];
  }

  /** By asking every row: exact, and slow. Stated requirements never need it, since ranges stand alone in their clause. */
  #bitsOfMixed({ tags: numbers, ranges }: MixedClause): Bits {
    const people = this.#people;
    const bits = this.#spare.pop() ?? people.tags.allocate();
    this.#lent.push({ bits, tags: null });
    for (let row = 0; row < people.rowsUsed; row++) {
      if (!people.isPresent(row)) continue;
      const columns = people.columnsOf(row);
      const own = people.tagsOf(row);
      if (ranges.some((range) => meetsRange(columns, range)) || numbers.some((tag) => own.includes(tag))) people.tags.set(bits, row);
    }
    return bits;
  }

  #giveBack(): void {
    const { arena, tags: store, capacity } = this.#people;
    for (const { bits, tags } of this.#lent) {
      if (tags) for (const tag of tags) store.clear(bits, tag);
      else {
        arena.u8.fill(0, bits.bits, bits.bits + capacity / 8);
        arena.u8.fill(0, bits.summary, bits.summary + capacity / 4096 + 1);
      }
      this.#spare.push(bits);
    }
    [this.#lent, this.#tables] = [[], 0];
  }

  #collect(): Top['people'] {
    const { arena, ids } = this.#people;
    const size = arena.u32[(this.#block >>> 2) + 20]!;
    const { keys, rows } = this.#heap;
    return Array.from({ length: size }, (_, n) => {
      const key = Number(arena.i64[(keys >>> 3) + n]!);
      const score = Math.floor(key / 2 ** 31);
      return { personId: ids.idOf(arena.u32[(rows >>> 2) + n]!), score, tie: key - score * 2 ** 31 };
    }).sort(byRank);
  }

  #makeHeap(wanted: number): void {
    if (wanted <= this.#heap.size) return;
    const { arena } = this.#people;
    const size = 2 ** Math.ceil(Math.log2(wanted));
    this.#heap = { keys: arena.allocate(size * 8), rows: arena.allocate(size * 4), size };
  }

  #writePair({ bits, summary }: Bits): void {
    this.#push(bits);
    this.#push(summary);
  }

  #push(word: number): void {
    this.#people.arena.u32[this.#at++] = word;
  }
}

function abort(): never {
  throw new Error('The kernel of the index gave up');
}
