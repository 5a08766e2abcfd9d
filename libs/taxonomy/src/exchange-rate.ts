import { currencyDigits } from './currencies.ts';

/** By currency (ISO 4217): how many units one US dollar buys, as a decimal such as `0.92`. */
export type ExchangeRates = Readonly<Record<string, string>>;

/** An exact fraction. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** How many units of the currency one US dollar buys, exactly. Throws for a currency that has no rate. */
export function rateOf(perUsd: ExchangeRates, currency: string): Fraction {
  const text = perUsd[currency];
  if (text === undefined || !/^\d+(\.\d+)?$/.test(text)) throw new Error(`No exchange rate for ${currency}`);
  const [whole, fraction = ''] = text.split('.');
  return { numerator: BigInt(whole! + fraction), denominator: 10n ** BigInt(fraction.length) };
}

/** Minor units in one unit of the currency (ISO 4217): 100 for most, 1 for JPY. */
export const minorUnits = (currency: string): bigint => 10n ** BigInt(currencyDigits(currency) ?? 2);
