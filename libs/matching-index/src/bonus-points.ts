import { TagTable } from './tag-table.ts';
import type { NumberedBonus } from './top-query.ts';

/** The points of one person for many opportunities: a bonus that several have is computed once. Bonuses are numbered as tags are. */
export class BonusPoints {
  readonly #numbers = new TagTable();
  readonly #bonuses: NumberedBonus[] = [];
  readonly #bySlot: (readonly number[])[] = [];
  #points = new Int32Array(64);
  #held: ReadonlySet<number> = new Set();

  put(slot: number, bonuses: readonly NumberedBonus[]): void {
    this.#bySlot[slot] = bonuses.map((bonus) => {
      const number = this.#numbers.numberOf(JSON.stringify(bonus));
      this.#bonuses[number] ??= bonus;
      return number;
    });
  }

  /** Whose points are asked from here on. */
  begin(tags: readonly number[]): void {
    this.#held = new Set(tags);
    if (this.#points.length < this.#bonuses.length) this.#points = new Int32Array(this.#bonuses.length * 2);
    this.#points.fill(-1);
  }

  of(slot: number): number {
    const [numbers, points] = [this.#bySlot[slot]!, this.#points];
    let sum = 0;
    for (let n = 0; n < numbers.length; n++) {
      const number = numbers[n]!;
      if (points[number]! < 0) points[number] = this.#compute(number);
      sum += points[number]!;
    }
    return sum;
  }

  #compute(number: number): number {
    const { items, points } = this.#bonuses[number]!;
    return points[items.filter((item) => item.some((tag) => this.#held.has(tag))).length]!;
  }
}
