import { MAX_AMOUNT_MINOR, type Money } from '@crossing/kernel';
import { isCountry } from './countries.ts';
import { isCurrency } from './currencies.ts';
import type { ExchangeRates } from './exchange-rate.ts';
import demo from './pay-policy.json' with { type: 'json' };

/** What an operator decides about pay (decisions D14); who vets opportunities and who matches people judge by the same one. */
export interface PayPolicy {
  /** Kept beside what was judged by it. */
  readonly version: string;
  /** The least that an hour pays who lives there, by ISO 3166-1 alpha-2; `**` stands for every country that has none of its own. */
  readonly floors: Readonly<Record<string, Money>>;
  readonly exchangeRates: DatedRates;
}

export interface DatedRates {
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly perUsd: ExchangeRates;
}

export const EVERYWHERE_ELSE = '**';

/** The floor of a country, or the one for the rest of the world. */
export const floorOf = ({ floors }: Pick<PayPolicy, 'floors'>, country: string): Money => floors[country] ?? floors[EVERYWHERE_ELSE]!;

/** The policy of a JSON text, in the shape of `pay-policy.json`. Throws with everything that is wrong with it. */
export function payPolicyOf(json: string): PayPolicy {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch (error) {
    throw new Error(`must be JSON: ${(error as Error).message}`, { cause: error });
  }
  const { version, floors, exchangeRates } = membersOf(given);
  const { asOf, perUsd } = membersOf(exchangeRates);
  const [amounts, rates] = [membersOf(floors), membersOf(perUsd)];
  const issues = [
    ...(typeof version === 'string' && /^\S{1,64}$/.test(version) ? [] : ['version must be a word of up to 64 characters']),
    ...(isDay(asOf) ? [] : ['exchangeRates.asOf must be a day, YYYY-MM-DD']),
    ...Object.entries(rates).flatMap(([currency, rate]) => rateIssues(currency, rate)),
    ...(rates['USD'] === '1' ? [] : ['exchangeRates.perUsd.USD must be "1"']),
    ...(EVERYWHERE_ELSE in amounts ? [] : [`floors must have ${EVERYWHERE_ELSE}, for every country that has none of its own`]),
    ...Object.entries(amounts).flatMap(([country, amount]) => floorIssues(country, membersOf(amount), rates)),
  ];
  if (issues.length > 0) throw new Error(`must be a pay policy: ${issues.join('; ')}`);
  const money = Object.entries(amounts as Record<string, { amountMinor: string; currency: string }>).map(
    ([country, { amountMinor, currency }]) => [country, { amountMinor: BigInt(amountMinor), currency }] as const,
  );
  return {
    version: version as string,
    floors: Object.fromEntries(money),
    exchangeRates: { asOf: asOf as string, perUsd: rates as ExchangeRates },
  };
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

function rateIssues(currency: string, rate: unknown): string[] {
  const path = `exchangeRates.perUsd.${currency}`;
  if (!isCurrency(currency)) return [`${path} is no currency of ISO 4217`];
  const positive = typeof rate === 'string' && /^\d{1,12}(\.\d{1,12})?$/.test(rate) && /[1-9]/.test(rate);
  return positive ? [] : [`${path} must be how much of it one US dollar buys, a decimal in quotes above 0`];
}

function floorIssues(
  country: string,
  { amountMinor, currency }: Readonly<Record<string, unknown>>,
  rates: Readonly<Record<string, unknown>>,
) {
  const path = `floors.${country}`;
  const whole = typeof amountMinor === 'string' && /^\d{1,16}$/.test(amountMinor) && BigInt(amountMinor) <= MAX_AMOUNT_MINOR;
  return [
    ...(country === EVERYWHERE_ELSE || isCountry(country) ? [] : [`${path} is no country of ISO 3166-1`]),
    ...(whole ? [] : [`${path}.amountMinor must be whole minor units an hour, in quotes, from 0 to ${MAX_AMOUNT_MINOR}`]),
    ...(typeof currency === 'string' && Object.hasOwn(rates, currency) ? [] : [`${path}.currency must have an exchange rate`]),
  ];
}

/** The policy that holds until an operator gives another: invented. */
export const demoPayPolicy: PayPolicy = payPolicyOf(JSON.stringify(demo));
