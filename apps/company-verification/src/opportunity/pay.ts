import type { Money } from '@crossing/kernel';
import { EVERYWHERE_ELSE, floorOf, minorUnits, rateOf, type ExchangeRates, type PayPolicy } from '@crossing/taxonomy';
import { includedCountries, type OpportunityTerms } from './terms.ts';

/** The same amount in another currency, in minor units rounded up: a floor is never lowered by rounding. Throws without a rate. */
export function exchange({ amountMinor, currency }: Money, into: string, perUsd: ExchangeRates): bigint {
  if (currency === into) return amountMinor;
  const [from, to] = [rateOf(perUsd, currency), rateOf(perUsd, into)];
  const dividend = amountMinor * from.denominator * to.numerator * minorUnits(into);
  const divisor = from.numerator * to.denominator * minorUnits(currency);
  return (dividend + divisor - 1n) / divisor;
}

type Payment = Pick<OpportunityTerms, 'payModel' | 'estimatedMinutesPerUnit'>;

/** What an hour of the work pays at that pay, rounded down, in its currency; null where the terms give no time. */
export function hourly({ payModel, estimatedMinutesPerUnit }: Payment, { amountMinor }: Money): bigint | null {
  if (payModel === 'HOURLY') return amountMinor;
  return estimatedMinutesPerUnit !== null && estimatedMinutesPerUnit > 0 ? (amountMinor * 60n) / BigInt(estimatedMinutesPerUnit) : null;
}

/** What the terms pay, beside what they must: copied to the revision, where the database compares them too (I4). */
export interface PayFacts {
  readonly payMinHourly: bigint | null;
  readonly floorMinor: bigint;
  readonly floorPolicy: string;
  readonly payMaxUsdCents: bigint | null;
}

/** The highest floor among the included countries, in the currency of the pay, beside the pay. Needs a rate for that currency. */
export function payFacts(terms: OpportunityTerms, policy: PayPolicy): PayFacts {
  const { currency } = terms.payMin;
  const { perUsd } = policy.exchangeRates;
  const countries = includedCountries(terms);
  const applying = countries.length === 0 ? [EVERYWHERE_ELSE] : countries;
  const amounts = applying.map((country) => exchange(floorOf(policy, country), currency, perUsd));
  const most = hourly(terms, terms.payMax);
  return {
    payMinHourly: hourly(terms, terms.payMin),
    floorMinor: amounts.reduce((highest, amount) => (amount > highest ? amount : highest)),
    floorPolicy: policy.version,
    payMaxUsdCents: most === null ? null : exchange({ amountMinor: most, currency }, 'USD', perUsd),
  };
}
