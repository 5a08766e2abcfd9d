import type { Clock } from '@crossing/kernel';
import { type Caller } from '@crossing/subgraph';
import { asService } from '../as-service.ts';
import type { Transact } from '../unit-of-work.ts';
import { keepsAnOwner } from './company.ts';
import { endMembership } from './end-membership.ts';
import { lastOwner, type LastOwner } from './last-owner.ts';
import { requireMembership } from './membership-rules.ts';

interface Deps {
  readonly transact: Transact;
  readonly clock: Clock;
}

interface Request {
  readonly companyId: string;
}

export interface LeaveCompanySuccess {
  readonly kind: 'LeaveCompanySuccess';
  readonly companyId: string;
}

export type LeaveCompanyResult = LeaveCompanySuccess | LastOwner;

/** The caller leaves a company; its last owner stays until there is another. */
export const leaveCompany =
  ({ transact, clock }: Deps) =>
  async (caller: Caller, { companyId }: Request): Promise<LeaveCompanyResult> => {
    const person = requireMembership(caller, 'LEAVE', { companyId });
    return transact<LeaveCompanyResult>(asService(person), async (tx) => {
      const members = await tx.companies.lockMembers(companyId);
      const { subject } = requireMembership(person, 'LEAVE', { companyId, members });
      if (!keepsAnOwner(members, subject)) return lastOwner([companyId]);
      await endMembership(
        tx,
        members.find(({ subjectRef }) => subjectRef === subject)!,
        { action: 'membership.left', at: clock() },
      );
      return { kind: 'LeaveCompanySuccess', companyId };
    });
  };
