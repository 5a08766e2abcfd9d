import type { Money } from '@crossing/kernel';
import { minorUnits, rateOf } from '@crossing/taxonomy';
import type { EligibilitySnapshot, OpportunityFacts } from './snapshot.ts';

type Rates = EligibilitySnapshot['exchangeRates'];

/** Compares two amounts exactly, without rounding: negative, zero or positive as `a` is less, equal or more. */
export function compareMoney(a: Money, b: Money, { perUsd }: Rates): bigint {
  if (a.currency === b.currency) return a.amountMinor - b.amountMinor;
  const [rateA, rateB] = [rateOf(perUsd, a.currency), rateOf(perUsd, b.currency)];
  // a / minorA / (numA / denA)  against  b / minorB / (numB / denB), multiplied out.
  const left = a.amountMinor * rateA.denominator * minorUnits(b.currency) * rateB.numerator;
  const right = b.amountMinor * rateB.denominator * minorUnits(a.currency) * rateA.numerator;
  return left - right;
}

/** US cents for an amount, rounded down, or up when `up`. */
export function usCents({ amountMinor, currency }: Money, { perUsd }: Rates, up = false): number {
  const rate = rateOf(perUsd, currency);
  const [dividend, divisor] = [amountMinor * rate.denominator * 100n, minorUnits(currency) * rate.numerator];
  return Number(up ? (dividend + divisor - 1n) / divisor : dividend / divisor);
}

/**
 * The most an hour of this work can pay, or null when the terms do not say (FIXED work has no hourly rate).
 * PER_UNIT: pieces per hour by the company's estimate, rounded down.
 */
export function hourlyMax({ payModel, payMax, estimatedMinutesPerUnit }: OpportunityFacts): Money | null {
  return hourly(payModel, payMax, estimatedMinutesPerUnit);
}

/** The least an hour of this work pays; see `hourlyMax`. */
export function hourlyMin({ payModel, payMin, estimatedMinutesPerUnit }: OpportunityFacts): Money | null {
  return hourly(payModel, payMin, estimatedMinutesPerUnit);
}

function hourly(payModel: OpportunityFacts['payModel'], pay: Money, minutesPerUnit: number | null): Money | null {
  if (payModel === 'HOURLY') return pay;
  if (payModel === 'FIXED' || !minutesPerUnit) return null;
  return { amountMinor: (pay.amountMinor * 60n) / BigInt(minutesPerUnit), currency: pay.currency };
}
