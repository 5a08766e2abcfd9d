import { NO_STAMP, type PersonEntry, type Stamp } from './entries.ts';
import type { TagTable } from './tag-table.ts';

const NO_LIMIT = 255;
/** The width of a rate column: above it a rate is compared by the caller's exact check alone. */
export const MAX_RATE_CENTS = 0xffffffff;

/** One row a person in typed arrays: a bitset of tags, and a column for each range. Rows of people who left are reused. */
export class PeopleTable {
  readonly #rows = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #tags: TagTable;
  #capacity = 0;
  #words = 1;
  #bits = new Uint32Array(0);
  #offsets = new Int16Array(0);
  #hours = new Uint8Array(0);
  #rates = new Uint32Array(0);
  #merits = new Uint32Array(0);
  #stamps = new Uint32Array(0);

  constructor(tags: TagTable) {
    this.#tags = tags;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Bytes held by the columns and bitsets. */
  get byteLength(): number {
    const columns = [this.#bits, this.#offsets, this.#hours, this.#rates, this.#merits, this.#stamps];
    return columns.reduce((sum, column) => sum + column.byteLength, 0);
  }

  rowOf(id: string): number | undefined {
    return this.#rows.get(id);
  }

  /** Every row in use with its person, in no particular order. */
  *rows(): Iterable<readonly [string, number]> {
    yield* this.#rows;
  }

  put(person: PersonEntry): void {
    const numbers = person.tags.map((tag) => this.#tags.numberOf(tag));
    this.#fit(this.#rows.has(person.id) ? this.#rows.size : this.#rows.size + 1);
    const row = this.#rows.get(person.id) ?? this.#free.pop() ?? this.#rows.size;
    this.#rows.set(person.id, row);
    this.#bits.fill(0, row * this.#words, (row + 1) * this.#words);
    for (const number of numbers) {
      const word = row * this.#words + (number >>> 5);
      this.#bits[word] = this.#bits[word]! | (1 << (number & 31));
    }
    this.#offsets[row] = person.utcOffsetMinutes;
    this.#hours[row] = person.hoursMax ?? NO_LIMIT;
    this.#rates[row] = Math.min(person.minRateCents, MAX_RATE_CENTS);
    this.#merits[row] = person.merit ?? 0;
    this.#stamps.set(person.stamp ?? NO_STAMP, row * 2);
  }

  remove(id: string): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    this.#rows.delete(id);
    this.#free.push(row);
  }

  holds(row: number, tag: number): boolean {
    const word = tag >>> 5;
    return word < this.#words && ((this.#bits[row * this.#words + word]! >>> (tag & 31)) & 1) === 1;
  }

  utcOffsetMinutes(row: number): number {
    return this.#offsets[row]!;
  }

  /** True when the person has no limit or one of at least `hours`. */
  hasHours(row: number, hours: number): boolean {
    return this.#hours[row] === NO_LIMIT || this.#hours[row]! >= hours;
  }

  /** The stated limit, or null. */
  hoursLimit(row: number): number | null {
    return this.#hours[row] === NO_LIMIT ? null : this.#hours[row]!;
  }

  minRateCents(row: number): number {
    return this.#rates[row]!;
  }

  /** Points that the person brings to every opportunity. */
  merit(row: number): number {
    return this.#merits[row]!;
  }

  stamp(row: number): Stamp {
    return [this.#stamps[row * 2]!, this.#stamps[row * 2 + 1]!];
  }

  #fit(rows: number): void {
    const words = Math.max(1, Math.ceil(this.#tags.size / 32));
    if (words > this.#words) this.#widen(words * 2);
    if (rows <= this.#capacity) return;
    this.#capacity = Math.max(64, this.#capacity * 2);
    this.#bits = grown(this.#bits, this.#capacity * this.#words);
    this.#offsets = grown(this.#offsets, this.#capacity);
    this.#hours = grown(this.#hours, this.#capacity);
    this.#rates = grown(this.#rates, this.#capacity);
    this.#merits = grown(this.#merits, this.#capacity);
    this.#stamps = grown(this.#stamps, this.#capacity * 2);
  }

  #widen(words: number): void {
    const wide = new Uint32Array(this.#capacity * words);
    for (let row = 0; row < this.#capacity; row++) {
      wide.set(this.#bits.subarray(row * this.#words, (row + 1) * this.#words), row * words);
    }
    this.#bits = wide;
    this.#words = words;
  }
}

function grown<T extends Uint32Array | Int16Array | Uint8Array>(column: T, length: number): T {
  const larger = new (column.constructor as new (length: number) => T)(length);
  larger.set(column);
  return larger;
}
