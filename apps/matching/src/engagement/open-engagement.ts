import { EngagementStarted } from '@crossing/contracts';
import { dateOf } from '@crossing/kernel';
import type { Offer } from '../offer/offer.ts';
import type { Tx } from '../unit-of-work.ts';
import { engagementFacts } from './engagement-facts.ts';
import { startsAt, type Engagement } from './engagement.ts';

/** The deadline at which a scheduled engagement begins. */
export const ENGAGEMENT_STARTS = 'engagement-starts';

/** Stores a new engagement; it has begun, or a deadline begins it on its first day. */
export async function openEngagement(tx: Tx, engagement: Engagement, offer: Offer): Promise<void> {
  await tx.engagements.add(engagement);
  if (engagement.state === 'SCHEDULED') await tx.deadlines.set(ENGAGEMENT_STARTS, engagement.engagementId, startsAt(engagement));
  else tellStarted(tx, engagement, offer);
  await tx.audit.record({
    action: 'engagement.opened',
    aggregate: 'engagement',
    aggregateId: engagement.engagementId,
    version: engagement.version,
    detail: { state: engagement.state },
  });
}

/** Stores that a scheduled engagement has begun. Its deadline may still fire, and then finds nothing to do. */
export async function startEngagement(tx: Tx, before: Engagement, started: Engagement): Promise<void> {
  const offer = (await tx.offers.find(started.offerId))!;
  await tx.engagements.update(started, before.version);
  tellStarted(tx, started, offer);
  await tx.audit.record({
    action: 'engagement.started',
    aggregate: 'engagement',
    aggregateId: started.engagementId,
    version: started.version,
  });
}

function tellStarted(tx: Tx, engagement: Engagement, offer: Offer): void {
  tx.emit(EngagementStarted, engagement.engagementId, { ...engagementFacts(engagement, offer), startedOn: dateOf(engagement.startedAt!) });
}
