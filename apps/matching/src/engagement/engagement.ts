import { dateOf, DAY } from '@crossing/kernel';
import { wrongState, type WrongState } from '@crossing/subgraph';
import type { IdPage } from '../id-page.ts';
import type { Offer } from '../offer/offer.ts';

export type EngagementState = 'SCHEDULED' | 'ACTIVE' | 'PAUSED' | 'ENDING' | 'COMPLETED' | 'TERMINATED_EARLY' | 'ABANDONED';
export type EngagementParty = 'CONTRIBUTOR' | 'COMPANY';

/** A person works for a company on the frozen terms of an offer. */
export interface Engagement {
  readonly engagementId: string;
  readonly offerId: string;
  readonly contributorId: string;
  readonly companyId: string;
  readonly opportunityId: string;
  readonly state: EngagementState;
  readonly weeklyHoursCap: number;
  readonly startsOn: string;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedBy: EngagementParty | null;
  readonly endReason: string | null;
  readonly version: number;
}

export interface Engagements {
  find(engagementId: string): Promise<Engagement | null>;
  findMany(engagementIds: readonly string[]): Promise<readonly Engagement[]>;
  /** FOR UPDATE. Work is submitted and decided under this lock. */
  lock(engagementId: string): Promise<Engagement | null>;
  ofOffers(offerIds: readonly string[]): Promise<readonly Engagement[]>;
  /** Hours a week that the person has promised in engagements that are not over (M2). */
  promisedHours(contributorId: string): Promise<number>;
  add(engagement: Engagement): Promise<void>;
  update(engagement: Engagement, expectedVersion: number): Promise<void>;
  listOfContributor(contributorId: string, page: IdPage): Promise<readonly Engagement[]>;
}

/** An engagement on its way: not over, so its hours are promised. */
export const RUNNING: readonly EngagementState[] = ['SCHEDULED', 'ACTIVE', 'PAUSED', 'ENDING'];

/** What an accepted offer becomes: it begins at once when its first day has come (UTC). */
export function engagementOf(offer: Offer, engagementId: string, now: Date): Engagement {
  const { offerId, contributorId, companyId, opportunityId, weeklyHoursCap, startsOn } = offer;
  const scheduled: Engagement = {
    ...{ engagementId, offerId, contributorId, companyId, opportunityId, weeklyHoursCap, startsOn },
    ...{ state: 'SCHEDULED', startedAt: null, endedAt: null, endedBy: null, endReason: null, version: 1 },
  };
  return isFirstDay(scheduled, now) ? { ...scheduled, state: 'ACTIVE', startedAt: now } : scheduled;
}

/** Midnight (UTC) of the first day. */
export const startsAt = ({ startsOn }: Pick<Engagement, 'startsOn'>): Date => new Date(`${startsOn}T00:00:00.000Z`);

/** Begins what is scheduled and whose first day has come; null when there is nothing to begin. */
export const begin = (engagement: Engagement, now: Date): Engagement | null =>
  engagement.state === 'SCHEDULED' && isFirstDay(engagement, now)
    ? { ...engagement, state: 'ACTIVE', startedAt: now, version: engagement.version + 1 }
    : null;

/** Ends as agreed; unchanged when it had before. */
export function complete(engagement: Engagement, now: Date): Engagement | WrongState {
  if (engagement.state === 'COMPLETED') return engagement;
  if (engagement.state !== 'ACTIVE' && engagement.state !== 'ENDING') return wrongState(engagement.state, 'ACTIVE', 'ENDING');
  return { ...engagement, state: 'COMPLETED', endedAt: now, version: engagement.version + 1 };
}

/** Ends early; unchanged when the same side had ended it before. */
export function endEarly(
  engagement: Engagement,
  { by, reason, now }: { by: EngagementParty; reason: string; now: Date },
): Engagement | WrongState {
  if (engagement.state === 'TERMINATED_EARLY' && engagement.endedBy === by) return engagement;
  if (!RUNNING.includes(engagement.state)) return wrongState(engagement.state, ...RUNNING);
  return { ...engagement, state: 'TERMINATED_EARLY', endedAt: now, endedBy: by, endReason: reason, version: engagement.version + 1 };
}

/** After an early end, for how long work that was done before it may still be submitted. */
const LATE_WORK = 14 * DAY;

/** Whether work that was finished at `to` may be submitted now. */
export function takesWork({ state, endedAt }: Engagement, to: Date, now: Date): boolean {
  if (state === 'ACTIVE' || state === 'ENDING') return true;
  return state === 'TERMINATED_EARLY' && endedAt !== null && to <= endedAt && now.getTime() <= endedAt.getTime() + LATE_WORK;
}

const isFirstDay = ({ startsOn }: Pick<Engagement, 'startsOn'>, now: Date): boolean => startsOn <= dateOf(now);
