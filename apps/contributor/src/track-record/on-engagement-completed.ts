import { EngagementCompleted, TrackRecordAppended } from '@crossing/contracts';
import type { NewId } from '@crossing/kernel';
import { on } from '@crossing/messaging';
import type { Tx } from '../unit-of-work.ts';

interface Deps {
  readonly newId: NewId;
}

/** Appends an entry to the person's track record, once an engagement. */
export const onEngagementCompleted = ({ newId }: Deps) =>
  on<EngagementCompleted, Tx>(EngagementCompleted, async (tx, { data }) => {
    const { engagementId, contributorId, companyId, workType, domain, tier, unitsAccepted, unitsTotal, minutes, completedOn } = data;
    const entry = {
      ...{ entryId: newId(), engagementId, contributorId, companyId, workType, domain, tier },
      ...{ unitsAccepted, unitsTotal, minutes, occurredOn: completedOn },
    };
    if (!(await tx.trackRecord.addIfNone(entry))) return;
    tx.emit(TrackRecordAppended, contributorId, entry);
    await tx.audit.record({ action: 'track-record.appended', aggregate: 'track-record', aggregateId: entry.entryId });
  });
