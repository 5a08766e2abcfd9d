import type { Clock, NewId } from '@crossing/kernel';
import type { DeadlineHandler } from '@crossing/runtime';
import { accrueObligation } from '../obligation/accrue-obligation.ts';
import type { Tx } from '../unit-of-work.ts';
import { moveWork } from './move-work.ts';
import { autoAccept } from './work-record.ts';

/** Accepts work about which the company said nothing in time. */
export const onWorkAutoAccepts =
  ({ clock, newId }: { readonly clock: Clock; readonly newId: NewId }): DeadlineHandler<Tx> =>
  async (tx, { aggregateId }) => {
    const work = await tx.workRecords.lock(aggregateId);
    const accepted = work && autoAccept(work, clock());
    if (!work || !accepted) return;
    await moveWork(tx, work, accepted, clock());
    // The pay is owed from the day on which the time ran out, however late the deadline fires.
    await accrueObligation(tx, accepted, { obligationId: newId(), now: work.autoAcceptsAt });
  };
