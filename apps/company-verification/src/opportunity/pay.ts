import type { Money } from '@crossing/kernel';
import { minorUnits, rateOf, type ExchangeRates } from '@crossing/taxonomy';
import { includedCountries, type OpportunityTerms } from './terms.ts';

/** What an hour must pay at least where somebody lives; `**` stands for every country that has no floor of its own. */
export interface PayFloor {
  readonly country: string;
  readonly rate: Money;
  readonly policyVersion: string;
}

export interface PayPolicy {
  readonly floors: readonly PayFloor[];
  readonly perUsd: ExchangeRates;
}

export const EVERYWHERE_ELSE = '**';

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
export function payFacts(terms: OpportunityTerms, { floors, perUsd }: PayPolicy): PayFacts {
  const { currency } = terms.payMin;
  const countries = includedCountries(terms);
  const applying = (countries.length === 0 ? [EVERYWHERE_ELSE] : countries).map((country) => floorOf(country, floors));
  const amounts = applying.map(({ rate }) => exchange(rate, currency, perUsd));
  const most = hourly(terms, terms.payMax);
  return {
    payMinHourly: hourly(terms, terms.payMin),
    floorMinor: amounts.reduce((highest, amount) => (amount > highest ? amount : highest)),
    floorPolicy: applying[0]!.policyVersion,
    payMaxUsdCents: most === null ? null : exchange({ amountMinor: most, currency }, 'USD', perUsd),
  };
}

function floorOf(country: string, floors: readonly PayFloor[]): PayFloor {
  const floor = floors.find((one) => one.country === country) ?? floors.find((one) => one.country === EVERYWHERE_ELSE);
  if (!floor) throw new Error('The policy has no pay floor for the rest of the world (country **)');
  return floor;
}
