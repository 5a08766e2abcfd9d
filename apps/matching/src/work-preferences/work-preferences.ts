import type { Money } from '@crossing/kernel';
import { InputCheck, type InvalidInput } from '@crossing/subgraph';

/** How much and for what pay a person wants to work, as they state it. Private to them (decisions D5). */
export interface StatedPreferences {
  readonly contributorId: string;
  readonly hoursPerWeek: { readonly min: number; readonly max: number };
  readonly minHourly: Money | null;
}

export interface WorkPreferences extends StatedPreferences {
  /** 1 for the first statement, one more for each that replaces it. */
  readonly version: number;
}

export interface WorkPreferencesStore {
  find(contributorId: string): Promise<WorkPreferences | null>;
  /** Waits for, and keeps out, everybody else who would promise this person's hours (M2). */
  lock(contributorId: string): Promise<WorkPreferences | null>;
  /** Other people's, for the index; only the worker may see them. */
  findMany(contributorIds: readonly string[]): Promise<readonly WorkPreferences[]>;
  /** Replaces what was stated before. */
  put(stated: StatedPreferences): Promise<WorkPreferences>;
}

export const MOST_HOURS_PER_WEEK = 80;

/** Checks what a person states. `isKnownCurrency`: pay is compared across currencies, which needs a rate. */
export function preferencesOf(stated: StatedPreferences, isKnownCurrency: (currency: string) => boolean): StatedPreferences | InvalidInput {
  const check = new InputCheck();
  const { hoursPerWeek, minHourly } = stated;
  check.integer('hoursPerWeek.min', hoursPerWeek.min, { min: 0, max: MOST_HOURS_PER_WEEK });
  check.integer('hoursPerWeek.max', hoursPerWeek.max, { min: 0, max: MOST_HOURS_PER_WEEK });
  check.that(hoursPerWeek.min <= hoursPerWeek.max, 'hoursPerWeek', 'order', 'hoursPerWeek.min must not be above hoursPerWeek.max.');
  if (minHourly) {
    check.money('minHourly', minHourly);
    const known = isKnownCurrency(minHourly.currency);
    check.that(
      known,
      'minHourly.currency',
      'known-currency',
      `There is no exchange rate for ${minHourly.currency}; state another currency.`,
    );
  }
  return check.problem() ?? stated;
}
