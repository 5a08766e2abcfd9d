import { WorkAccepted, WorkAutoAccepted, WorkQueried, WorkRejected } from '@crossing/contracts';
import type { Tx } from '../unit-of-work.ts';
import type { WorkRecord } from './work-record.ts';

/** Stores a work record's new state, tells of it, and records it. `before` is the row as it was locked. */
export async function moveWork(tx: Tx, before: WorkRecord, after: WorkRecord, now: Date): Promise<void> {
  await tx.workRecords.update(after, before.version);
  tell(tx, after, now.toISOString());
  await tx.audit.record({
    action: `work.${after.state.toLowerCase().replace('_', '-')}`,
    aggregate: 'work',
    aggregateId: after.workRecordId,
    version: after.version,
    ...(after.rejectionReason && { detail: { reason: after.rejectionReason } }),
  });
}

function tell(tx: Tx, work: WorkRecord, at: string): void {
  const { workRecordId, engagementId, companyId, contributorId, kind, quantity, state } = work;
  const parties = { workRecordId, engagementId, companyId, contributorId };
  switch (state) {
    case 'ACCEPTED':
      return tx.emit(WorkAccepted, workRecordId, { ...parties, kind, quantity, acceptedAt: at });
    case 'AUTO_ACCEPTED':
      return tx.emit(WorkAutoAccepted, workRecordId, { ...parties, kind, quantity, acceptedAt: at });
    case 'QUERIED':
      return tx.emit(WorkQueried, workRecordId, { ...parties, autoAcceptsAt: work.autoAcceptsAt.toISOString(), queriedAt: at });
    case 'REJECTED':
      return tx.emit(WorkRejected, workRecordId, { ...parties, reason: work.rejectionReason!, rejectedAt: at });
    case 'SUBMITTED':
      throw new Error('Work does not become SUBMITTED again.');
  }
}
