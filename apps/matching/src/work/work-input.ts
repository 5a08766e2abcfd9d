import { DAY, HOUR, MAX_AMOUNT_MINOR, MINUTE } from '@crossing/kernel';
import { InputCheck, type InvalidInput } from '@crossing/subgraph';
import { startsAt, type Engagement } from '../engagement/engagement.ts';
import { amountFor } from '../obligation/obligation.ts';
import type { Offer, PayModel } from '../offer/offer.ts';
import type { WorkKind, WorkRecord } from './work-record.ts';

/** What the person states about their work. */
export interface WorkInput {
  readonly kind: WorkKind;
  readonly quantity: number;
  readonly from: Date;
  readonly to: Date;
  readonly note: string | null;
}

interface Under {
  readonly engagement: Engagement;
  readonly offer: Offer;
  /** What was submitted for the engagement before and not rejected. */
  readonly standing: readonly WorkRecord[];
  readonly now: Date;
}

const KINDS: Readonly<Record<PayModel, readonly WorkKind[]>> = {
  HOURLY: ['TIME', 'ASSESSMENT', 'TRAINING'],
  PER_UNIT: ['UNIT', 'ASSESSMENT', 'TRAINING'],
  FIXED: ['UNIT'],
};

const MOST_PIECES = 1_000_000;
const LONGEST_RECORD = 7 * DAY;
// The first day begins where the day begins: 14 hours before it does in UTC.
const EARLIEST_ZONE = 14 * HOUR;

/** Checks work against the frozen terms and what was submitted before; answers the cleaned note, or every broken rule. */
export function workInput(input: WorkInput, under: Under): { readonly note: string | null } | InvalidInput {
  const check = new InputCheck();
  const note = check.optionalText('note', input.note, { max: 2000 });
  check.integer('quantity', input.quantity, { min: 1, max: MOST_PIECES });
  checkTimes(check, input, under);
  if (checkKind(check, input, under)) checkAmount(check, input, under);
  if (input.kind !== 'UNIT') checkMinutes(check, input, under);
  return check.problem() ?? { note };
}

function checkTimes(check: InputCheck, { from, to }: WorkInput, { engagement, now }: Under): void {
  check.that(to >= from, 'to', 'order', 'to must not be before from.');
  check.that(to <= now, 'to', 'not-future', 'to must not be in the future.');
  const earliest = new Date(startsAt(engagement).getTime() - EARLIEST_ZONE);
  check.that(from >= earliest, 'from', 'after-start', `from must not be before the first day, ${engagement.startsOn}.`);
  check.that(to.getTime() - from.getTime() <= LONGEST_RECORD, 'to', 'range', 'One record covers at most 7 days.');
}

function checkKind(check: InputCheck, { kind, quantity }: WorkInput, { offer, standing }: Under): boolean {
  const allowed = KINDS[offer.payModel];
  const fits = check.that(allowed.includes(kind), 'kind', 'pay-model', `${offer.payModel} work is submitted as ${allowed.join(' or ')}.`);
  if (fits && offer.payModel === 'FIXED') {
    check.that(quantity === 1, 'quantity', 'fixed', 'Work at a fixed price is submitted as a whole: quantity 1.');
    check.that(standing.length === 0, 'kind', 'fixed-once', 'This work was submitted already; it is paid once.');
  }
  return fits;
}

function checkAmount(check: InputCheck, { kind, quantity }: WorkInput, { offer }: Under): void {
  if (!Number.isSafeInteger(quantity) || quantity < 1) return;
  const { amountMinor } = amountFor({ kind, quantity }, offer);
  check.that(amountMinor <= MAX_AMOUNT_MINOR, 'quantity', 'amount', 'That is more than can be owed for one record; submit it in parts.');
}

/** Time is worked once, fits between its ends, and stays under the week's cap. */
function checkMinutes(check: InputCheck, { quantity, from, to }: WorkInput, { engagement, standing }: Under): void {
  const between = Math.floor((to.getTime() - from.getTime()) / MINUTE);
  check.that(quantity <= between, 'quantity', 'within', `There are ${Math.max(0, between)} minutes between from and to.`);
  const timed = standing.filter(({ kind }) => kind !== 'UNIT');
  const overlaps = timed.some((other) => from < other.to && other.from < to);
  check.that(!overlaps, 'from', 'overlap', 'Other time that you submitted for this engagement lies in between.');
  const week = weekOf(from);
  const used = timed.filter((other) => weekOf(other.from) === week).reduce((sum, other) => sum + other.quantity, 0);
  const left = Math.max(0, engagement.weeklyHoursCap * 60 - used);
  check.that(
    quantity <= left,
    'quantity',
    'weekly-cap',
    `The terms allow ${engagement.weeklyHoursCap} hours a week; ${left} minutes of that week are left.`,
  );
}

const WEEK = 7 * DAY;
// 1970-01-01 was a Thursday; weeks begin on Monday (ISO 8601), in UTC.
const weekOf = (instant: Date): number => Math.floor((instant.getTime() + 3 * DAY) / WEEK);
