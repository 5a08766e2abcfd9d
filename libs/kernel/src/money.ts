/** An amount in the currency's minor unit (ISO 4217), e.g. cents; 0 ≤ amountMinor ≤ 9·10¹⁵. Rates are per hour. */
export interface Money {
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** The largest amount that a column or an input takes, in minor units. */
export const MAX_AMOUNT_MINOR = 9_000_000_000_000_000n;

/** What `minutes` of work at an hourly `rate` are worth: round half up, once, in minor units. */
export const payFor = (minutes: number, rate: Money): Money => ({
  amountMinor: (BigInt(minutes) * rate.amountMinor * 2n + 60n) / 120n,
  currency: rate.currency,
});
