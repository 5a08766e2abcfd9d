import { MembershipChanged } from '@crossing/contracts';
import type { Tx } from '../unit-of-work.ts';
import type { Membership } from './company.ts';

interface End {
  readonly action: 'membership.removed' | 'membership.left';
  readonly at: Date;
}

/** Takes the membership away, says so, and writes it down; whoever calls holds the lock on the company's members. */
export async function endMembership(tx: Tx, { companyId, subjectRef, role }: Membership, { action, at }: End): Promise<void> {
  await tx.companies.removeMember(companyId, subjectRef);
  tx.emit(MembershipChanged, companyId, { companyId, subjectRef, role, status: 'REMOVED', changedAt: at.toISOString() });
  await tx.audit.record({ action, aggregate: 'company', aggregateId: companyId, detail: { subjectRef, role } });
}
