import { dateOf, DAY, HOUR, type Money } from '@crossing/kernel';
import { InputCheck, type InvalidInput } from '@crossing/subgraph';
import type { DatedRates } from '@crossing/taxonomy';
import { compareMoney, hourlyMin } from '../eligibility/exchange.ts';
import { opportunityFacts, type OpportunityView } from '../read-models/opportunity-view.ts';

/** What the recruiter states; the rest of an offer's terms is copied from the opportunity. */
export interface OfferInput {
  readonly pay: Money;
  readonly weeklyHoursCap: number;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly validUntil: Date;
}

export interface PayBelowPublished {
  readonly kind: 'PayBelowPublished';
  readonly message: string;
  readonly minimum: Money;
}

const LONGEST_VALIDITY = 60 * DAY;
const LATEST_START = 366 * DAY;

/** Checks figures and dates against the published terms; null when every rule holds. */
export function offerInput(input: OfferInput, { terms }: OpportunityView, now: Date): InvalidInput | null {
  const { pay, weeklyHoursCap, startsOn, endsOn, validUntil } = input;
  const check = new InputCheck();
  check.money('pay', pay);
  const { currency } = terms.payMin;
  check.that(pay.currency === currency, 'pay.currency', 'published-currency', `pay must be in ${currency}, as published.`);
  check.integer('weeklyHoursCap', weeklyHoursCap, { min: 1, max: Math.max(1, Math.min(80, terms.hoursPerWeek.max)) });
  // The date line is 12 hours west of UTC: what is today somewhere is not past.
  const today = dateOf(new Date(now.getTime() - 12 * HOUR));
  check.that(startsOn >= today, 'startsOn', 'not-past', `startsOn must be ${today} or later.`);
  const latest = dateOf(new Date(now.getTime() + LATEST_START));
  check.that(startsOn <= latest, 'startsOn', 'range', `startsOn must be ${latest} or earlier.`);
  check.that(endsOn === null || endsOn >= startsOn, 'endsOn', 'order', 'endsOn must not be before startsOn.');
  const ahead = validUntil.getTime() - now.getTime();
  check.that(ahead > 0 && ahead <= LONGEST_VALIDITY, 'validUntil', 'range', 'validUntil must be in the future, at most 60 days ahead.');
  return check.problem();
}

/** Pay must reach what was published, and the floor of the country where the person lives (decisions D14). */
export function payProblem(
  pay: Money,
  opportunity: OpportunityView,
  { floor, exchangeRates }: { readonly floor: Money; readonly exchangeRates: DatedRates },
): PayBelowPublished | InvalidInput | null {
  const minimum = opportunity.terms.payMin;
  if (pay.amountMinor < minimum.amountMinor) {
    return {
      kind: 'PayBelowPublished',
      message: `The published minimum is ${minimum.amountMinor} ${minimum.currency} in minor units.`,
      minimum,
    };
  }
  // A fixed price says nothing about an hour, so no hourly floor can be held against it.
  const hourly = hourlyMin({ ...opportunityFacts(opportunity), payMin: pay });
  const check = new InputCheck();
  const reached = hourly === null || compareMoney(hourly, floor, exchangeRates) >= 0n;
  const least = `${floor.amountMinor} ${floor.currency} in minor units`;
  check.that(reached, 'pay.amountMinor', 'pay-floor', `An hour must pay this person at least ${least}: the floor where they live.`);
  return check.problem();
}
