import type { Clock } from '@crossing/kernel';
import type { DeadlineHandler } from '@crossing/runtime';
import type { Tx } from '../unit-of-work.ts';
import { begin } from './engagement.ts';
import { startEngagement } from './open-engagement.ts';

/** Begins a scheduled engagement on its first day. */
export const onEngagementStarts =
  ({ clock }: { readonly clock: Clock }): DeadlineHandler<Tx> =>
  async (tx, { aggregateId }) => {
    const engagement = await tx.engagements.lock(aggregateId);
    const started = engagement && begin(engagement, clock());
    if (engagement && started) await startEngagement(tx, engagement, started);
  };
