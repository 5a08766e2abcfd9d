import { ApplicationStatusChanged } from '@crossing/contracts';
import type { Tx } from '../unit-of-work.ts';
import type { Application } from './application.ts';

/** Stores an application's new state, tells of it, and records it. `before` is the row as it was locked. */
export async function moveApplication(tx: Tx, before: Application, after: Application, now: Date): Promise<void> {
  const { applicationId, opportunityId, companyId, contributorId, state, version } = after;
  await tx.applications.update(after, before.version);
  tx.emit(ApplicationStatusChanged, applicationId, {
    ...{ applicationId, opportunityId, companyId, contributorId },
    ...{ from: before.state, to: state, changedAt: now.toISOString() },
  });
  await tx.audit.record({
    action: 'application.status-changed',
    aggregate: 'application',
    aggregateId: applicationId,
    version,
    detail: { from: before.state, to: state },
  });
}
