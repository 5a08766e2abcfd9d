import type { Alternative, Clause } from './entries.ts';
import { offsetDistance } from './candidates.ts';
import type { Columns } from './people-memory.ts';
import { MAX_RATE_CENTS } from './people-table.ts';

// A slot that is free lacks two clauses whatever a person has.
const CLOSED = 3;
// Stands for the number of a clause that there is not.
const NONE = 32;
const UNLIMITED = 255;

type Alone = 'rate' | 'hours-free' | 'offset';

/**
 * What is asked of every opportunity again and again, a column each: all its clauses, and one each of rate, hours and zone.
 * Narrow, so that ten thousand fit the cache.
 */
export class OpportunityColumns {
  /** A bit a clause. */
  all = new Uint32Array(64);
  /** The clauses whose ranges must be asked one by one. */
  asked = new Uint32Array(64);
  #met = new Uint32Array(64);
  #rateAtMost = new Uint32Array(64);
  #hoursFrom = new Uint8Array(64);
  #centre = new Int16Array(64);
  #within = new Int16Array(64);
  /** Numbers of clauses. */
  #rate = new Uint8Array(64).fill(NONE);
  #hours = new Uint8Array(64).fill(NONE);
  #zone = new Uint8Array(64).fill(NONE);

  /** Answers the clauses that the columns hold. */
  put(slot: number, clauses: readonly Clause[]): ReadonlySet<number> {
    if (slot >= this.all.length) this.#grow();
    const numberOf = (kind: Alone) =>
      clauses.findIndex(({ anyOf: [first, ...more] }) => first?.kind === kind && more.length === 0 && fits(first));
    for (const [column, kind] of [
      [this.#rate, 'rate'],
      [this.#hours, 'hours-free'],
      [this.#zone, 'offset'],
    ] as const) {
      const number = numberOf(kind);
      column[slot] = number < 0 ? NONE : number;
      this.#write(slot, clauses[number]?.anyOf[0]);
    }
    this.all[slot] = clauses.length === 32 ? 0xffffffff : 2 ** clauses.length - 1;
    const inColumns = new Set([this.#rate[slot]!, this.#hours[slot]!, this.#zone[slot]!]);
    const isAsked = ({ anyOf }: Clause, bit: number) => !inColumns.has(bit) && anyOf.some(({ kind }) => kind !== 'tag');
    this.asked[slot] = clauses.reduce((bits, clause, bit) => (isAsked(clause, bit) ? bits | (1 << bit) : bits), 0);
    return inColumns;
  }

  close(slot: number): void {
    this.all[slot] = CLOSED;
    this.asked[slot] = 0;
    for (const column of [this.#rate, this.#hours, this.#zone]) column[slot] = NONE;
  }

  /** The clauses that the person meets by rate, hours and zone; the caller adds those that tags meet. */
  begin(slots: number, { minRateCents, hoursMax, utcOffsetMinutes }: Columns): Uint32Array {
    const most = hoursMax ?? UNLIMITED;
    const [met, rate, hours, zone] = [this.#met, this.#rate, this.#hours, this.#zone];
    for (let slot = 0; slot < slots; slot++) {
      let bits = 0;
      if (rate[slot] !== NONE && minRateCents <= this.#rateAtMost[slot]!) bits |= 1 << rate[slot]!;
      if (hours[slot] !== NONE && most >= this.#hoursFrom[slot]!) bits |= 1 << hours[slot]!;
      if (zone[slot] !== NONE && offsetDistance(utcOffsetMinutes, this.#centre[slot]!) <= this.#within[slot]!) bits |= 1 << zone[slot]!;
      met[slot] = bits;
    }
    return met;
  }

  #write(slot: number, alone: Alternative | undefined): void {
    if (alone?.kind === 'rate') this.#rateAtMost[slot] = Math.min(MAX_RATE_CENTS, Math.floor(alone.atMostCents));
    if (alone?.kind === 'hours-free') this.#hoursFrom[slot] = Math.max(0, Math.min(UNLIMITED, Math.ceil(alone.atLeast)));
    if (alone?.kind === 'offset') [this.#centre[slot], this.#within[slot]] = [alone.centre, alone.within];
  }

  #grow(): void {
    [this.all, this.asked] = [twice(this.all), twice(this.asked)];
    [this.#met, this.#rateAtMost] = [twice(this.#met), twice(this.#rateAtMost)];
    [this.#hoursFrom, this.#centre, this.#within] = [twice(this.#hoursFrom), twice(this.#centre), twice(this.#within)];
    [this.#rate, this.#hours, this.#zone] = [twice(this.#rate), twice(this.#hours), twice(this.#zone)];
  }
}

type Column = Uint32Array<ArrayBuffer> | Int16Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** The same with room for as much again. */
export function twice<T extends Column>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2);
  larger.set(array);
  return larger;
}

const isSmall = (minutes: number): boolean => Number.isInteger(minutes) && Math.abs(minutes) < 2 ** 15;
const fits = (alone: Alternative): boolean => alone.kind !== 'offset' || (isSmall(alone.centre) && isSmall(alone.within));
