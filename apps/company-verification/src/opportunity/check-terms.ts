import { DAY, dateOf } from '@crossing/kernel';
import { InputCheck } from '@crossing/subgraph/input-check.ts';
import type { InvalidInput } from '@crossing/subgraph/problems.ts';
import { isCurrency, isDomain, type PayPolicy } from '@crossing/taxonomy';
import { checkRequirements } from './check-requirements.ts';
import { checkSupplyChain } from './check-supply-chain.ts';
import { feeRequest } from './fee-request.ts';
import { payFacts, type PayFacts } from './pay.ts';
import type { OpportunityTerms, RequirementClause } from './terms.ts';

/** Terms as a person states them: the clauses have no keys yet. */
export type StatedTerms = Omit<OpportunityTerms, 'requirements'> & { readonly requirements: readonly Omit<RequirementClause, 'key'>[] };

export interface CheckedTerms {
  readonly terms: OpportunityTerms;
  readonly pay: PayFacts;
}

const LONGEST_CALL = 366 * DAY;

/** Judges terms by the published rules; the cleaned terms with what they pay, or every broken rule at once. */
export function checkTerms(stated: StatedTerms, policy: PayPolicy, now: Date): CheckedTerms | InvalidInput {
  const check = new InputCheck();
  const terms: OpportunityTerms = {
    ...checkTexts(check, stated),
    ...checkWork(check, stated),
    ...checkDays(check, stated, now),
    ...checkPayment(check, stated, policy),
    requirements: checkRequirements(check, stated.requirements),
    supplyChain: checkSupplyChain(check, stated.supplyChain),
  };
  if (check.issues.length > 0) return check.problem()!;
  const pay = payFacts(terms, policy);
  check.that(
    pay.payMinHourly === null || pay.payMinHourly >= pay.floorMinor,
    'terms.payMin',
    'pay-floor',
    `An hour pays ${pay.payMinHourly}; the highest floor among the included countries is ${pay.floorMinor} (minor units of ${terms.payMin.currency}).`,
  );
  return check.problem() ?? { terms, pay };
}

type Part<Key extends keyof OpportunityTerms> = Pick<OpportunityTerms, Key>;

function checkTexts(check: InputCheck, { title, summary, intendedUse }: StatedTerms): Part<'title' | 'summary' | 'intendedUse'> {
  const texts = {
    title: check.text('terms.title', title, { min: 5, max: 120 }),
    summary: check.text('terms.summary', summary, { min: 20, max: 4000 }),
    intendedUse: check.text('terms.intendedUse', intendedUse, { min: 10, max: 2000 }),
  };
  for (const [field, text] of Object.entries(texts)) {
    const finding = feeRequest(text.slice(0, 5000));
    check.that(
      finding === null,
      `terms.${field}`,
      'no-contributor-fees',
      `Contributors never pay: “${finding?.evidence}” asks them to (rule ${finding?.ruleId} v${finding?.version}).`,
    );
  }
  return texts;
}

type Work = Part<
  'workType' | 'judgmentActions' | 'domain' | 'complexityTier' | 'seats' | 'hoursPerWeek' | 'sensitiveContent' | 'noticeDays'
>;

function checkWork(check: InputCheck, stated: StatedTerms): Work {
  const { domain, hoursPerWeek } = stated;
  check.that(isDomain(domain), 'terms.domain', 'known', 'terms.domain is no code of the network’s domains, like LEGAL.CONTRACTS.');
  check.integer('terms.hoursPerWeek.min', hoursPerWeek.min, { min: 1, max: 80 });
  check.integer('terms.hoursPerWeek.max', hoursPerWeek.max, { min: 1, max: 80 });
  check.that(hoursPerWeek.min <= hoursPerWeek.max, 'terms.hoursPerWeek', 'order', 'terms.hoursPerWeek.min must not be above max.');
  return {
    workType: stated.workType,
    judgmentActions: check.list('terms.judgmentActions', stated.judgmentActions, { min: 1, max: 4 }),
    domain,
    complexityTier: check.integer('terms.complexityTier', stated.complexityTier, { min: 1, max: 4 }),
    seats: check.integer('terms.seats', stated.seats, { min: 1, max: 10_000 }),
    hoursPerWeek: { min: hoursPerWeek.min, max: hoursPerWeek.max },
    sensitiveContent: check.list('terms.sensitiveContent', stated.sensitiveContent, { max: 6 }),
    noticeDays: check.integer('terms.noticeDays', stated.noticeDays, { min: 0, max: 90 }),
  };
}

function checkDays(check: InputCheck, { startsOn, applyBy }: StatedTerms, now: Date): Part<'startsOn' | 'applyBy'> {
  const [today, latest] = [dateOf(now), dayAfter(dateOf(now), LONGEST_CALL)];
  check.that(startsOn >= today, 'terms.startsOn', 'future', `terms.startsOn must be ${today} or later.`);
  check.that(applyBy >= today && applyBy <= latest, 'terms.applyBy', 'range', `terms.applyBy must be from ${today} to ${latest}.`);
  // Work may begin while applications still come in, but nobody applies for a start years later.
  check.that(startsOn <= dayAfter(applyBy, LONGEST_CALL), 'terms.startsOn', 'order', 'terms.startsOn must be within a year of applyBy.');
  return { startsOn, applyBy };
}

const dayAfter = (day: string, ms: number): string => dateOf(new Date(new Date(`${day}T00:00:00.000Z`).getTime() + ms));

type Payment = Part<'payModel' | 'payMin' | 'payMax' | 'estimatedMinutesPerUnit' | 'paymentTermsDays'>;

function checkPayment(check: InputCheck, stated: StatedTerms, { exchangeRates }: PayPolicy): Payment {
  const { payModel, payMin, payMax, estimatedMinutesPerUnit: minutes } = stated;
  check.money('terms.payMin', payMin);
  check.money('terms.payMax', payMax);
  const known = isCurrency(payMin.currency) && Object.hasOwn(exchangeRates.perUsd, payMin.currency);
  check.that(
    known,
    'terms.payMin.currency',
    'known-currency',
    `There is no exchange rate for ${payMin.currency}: pay in another currency.`,
  );
  const same = payMin.currency === payMax.currency;
  check.that(same, 'terms.payMax.currency', 'same-currency', 'terms.payMax must be in the currency of terms.payMin.');
  check.that(!same || payMax.amountMinor >= payMin.amountMinor, 'terms.payMax', 'order', 'terms.payMax must not be below terms.payMin.');
  if (payModel === 'HOURLY')
    check.that(minutes === null, 'terms.estimatedMinutesPerUnit', 'forbidden', 'HOURLY work takes no estimate of minutes.');
  else check.integer('terms.estimatedMinutesPerUnit', minutes ?? 0, { min: 1, max: 100_000 });
  const paymentTermsDays = check.integer('terms.paymentTermsDays', stated.paymentTermsDays, { min: 0, max: 30 });
  return { payModel, payMin, payMax, estimatedMinutesPerUnit: minutes, paymentTermsDays };
}
