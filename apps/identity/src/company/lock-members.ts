import { notFound, type Person } from '@crossing/subgraph';
import type { Tx } from '../unit-of-work.ts';
import type { Membership } from './company.ts';
import { requireMembership, type MembershipAction } from './membership-rules.ts';

/** What of a company a person would act on. */
interface Target {
  readonly companyId: string;
  readonly action: MembershipAction;
  /** The word for it in NOT_FOUND. */
  readonly what: string;
}

/** The memberships of a company, locked, for a person who may do this at this moment; NOT_FOUND for one who is no member. */
export async function lockMembers(tx: Tx, person: Person, { companyId, action, what }: Target): Promise<readonly Membership[]> {
  const members = await tx.companies.lockMembers(companyId);
  if (!members.some(({ subjectRef }) => subjectRef === person.subject)) throw notFound(what);
  requireMembership(person, action, { companyId, members });
  return members;
}
