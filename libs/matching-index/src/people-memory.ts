import { Arena } from './arena.ts';
import type { PersonEntry, Stamp } from './entries.ts';
import { MAX_RATE_CENTS } from './people-table.ts';
import { RowIds } from './row-ids.ts';
import { RowTags } from './row-tags.ts';
import { TagBits, type Bits } from './tag-bits.ts';

/** Stands for "no limit of hours". */
export const NO_LIMIT = 255;
/** Offsets are kept as minutes from here, so that they have no sign. */
export const FIRST_OFFSET = 1440;

/** A person's row as the columns have it. */
export type Columns = Pick<PersonEntry, 'utcOffsetMinutes' | 'hoursMax' | 'minRateCents'> & {
  readonly merit: number;
  readonly stamp: Stamp;
};

/** Up to `capacity` people: columns, bitsets and ids in one arena, the tags of each row beside it. */
export class PeopleMemory {
  readonly arena = new Arena();
  readonly capacity: number;
  readonly tags: TagBits;
  readonly ids: RowIds;
  /** The rows in use. */
  readonly present: Bits;
  /** Addresses of the columns: 4, 1, 2, 4 and 8 bytes a row. */
  readonly rates: number;
  readonly hours: number;
  readonly offsets: number;
  readonly merits: number;
  readonly stamps: number;
  readonly #rowTags: RowTags;
  readonly #free: number[] = [];
  #next = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.tags = new TagBits(this.arena, capacity);
    this.ids = new RowIds(this.arena, capacity);
    this.present = this.tags.allocate();
    this.rates = this.arena.allocate(capacity * 4);
    this.hours = this.arena.allocate(capacity);
    this.offsets = this.arena.allocate(capacity * 2);
    this.merits = this.arena.allocate(capacity * 4);
    this.stamps = this.arena.allocate(capacity * 8);
    this.#rowTags = new RowTags(capacity);
  }

  get size(): number {
    return this.ids.size;
  }

  get isFull(): boolean {
    return this.size === this.capacity;
  }

  /** Everything that grows with the people. */
  get byteLength(): number {
    return this.arena.used + this.tags.listBytes + this.ids.byteLength + this.#rowTags.byteLength;
  }

  /** Rows that were ever in use. */
  get rowsUsed(): number {
    return this.#next;
  }

  tagsOf(row: number): number[] {
    return this.#rowTags.get(row);
  }

  isPresent(row: number): boolean {
    return ((this.arena.u8[this.present.bits + (row >>> 3)]! >>> (row & 7)) & 1) === 1;
  }

  columnsOf(row: number): Columns {
    const { u8, u16, u32 } = this.arena;
    const hours = u8[this.hours + row]!;
    return {
      utcOffsetMinutes: u16[(this.offsets >>> 1) + row]! - FIRST_OFFSET,
      hoursMax: hours === NO_LIMIT ? null : hours,
      minRateCents: u32[(this.rates >>> 2) + row]!,
      merit: u32[(this.merits >>> 2) + row]!,
      stamp: this.stampOf(row),
    };
  }

  stampOf(row: number): Stamp {
    const at = (this.stamps >>> 2) + row * 2;
    return [this.arena.u32[at]!, this.arena.u32[at + 1]!];
  }

  /** `tags` ascending, each once. Touches the bits that differ from what was there. */
  put(id: string, columns: Columns, tags: readonly number[]): void {
    const known = this.ids.rowOf(id);
    const row = known ?? this.#newRow(id);
    const before = known === undefined ? [] : this.#rowTags.get(row);
    this.#rowTags.put(row, tags);
    differences(before, tags, (tag, isNew) => (isNew ? this.tags.add(tag, row) : this.tags.remove(tag, row)));
    const { arena } = this;
    arena.u32[(this.rates >>> 2) + row] = Math.min(columns.minRateCents, MAX_RATE_CENTS);
    arena.u8[this.hours + row] = columns.hoursMax ?? NO_LIMIT;
    arena.u16[(this.offsets >>> 1) + row] = columns.utcOffsetMinutes + FIRST_OFFSET;
    arena.u32[(this.merits >>> 2) + row] = columns.merit;
    arena.u32.set(columns.stamp, (this.stamps >>> 2) + row * 2);
  }

  remove(id: string): void {
    const row = this.ids.rowOf(id);
    if (row === undefined) return;
    for (const tag of this.#rowTags.get(row)) this.tags.remove(tag, row);
    this.#rowTags.put(row, []);
    this.ids.remove(row);
    this.arena.u8[this.present.bits + (row >>> 3)]! &= ~(1 << (row & 7));
    this.#free.push(row);
  }

  #newRow(id: string): number {
    const row = this.#free.pop() ?? this.#next++;
    this.ids.add(id, row);
    this.tags.set(this.present, row);
    return row;
  }
}

/** Calls `tell` for each number that is in one of the two ascending lists alone. */
function differences(before: readonly number[], after: readonly number[], tell: (tag: number, isNew: boolean) => void): void {
  let [a, b] = [0, 0];
  while (a < before.length || b < after.length) {
    const [old, next] = [before[a] ?? Infinity, after[b] ?? Infinity];
    if (old <= next) a++;
    if (next <= old) b++;
    if (old !== next) tell(Math.min(old, next), next < old);
  }
}
