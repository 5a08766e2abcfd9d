import { notFound, Refusal, requirePerson, type Caller, type CompanyRole, type Person } from '@crossing/subgraph';
import type { Membership } from './company.ts';

/** What people do about who is in a company. */
export type MembershipAction =
  'LIST_MEMBERS' | 'LIST_INVITATIONS' | 'INVITE' | 'REVOKE_INVITATION' | 'CHANGE_ROLE' | 'REMOVE_MEMBER' | 'LEAVE';

/** A company, and its members where they are known to be the ones of this moment (locked). */
export interface MembershipResource {
  readonly companyId: string;
  readonly members?: readonly Membership[];
}

const EVERYBODY: readonly CompanyRole[] = ['OWNER', 'RECRUITER', 'FINANCE', 'VIEWER'];

/** Decisions D35: an owner may do everything; the others read, and go. */
const ALLOWED: Readonly<Record<MembershipAction, readonly CompanyRole[]>> = {
  LIST_MEMBERS: EVERYBODY,
  LIST_INVITATIONS: ['OWNER'],
  INVITE: ['OWNER'],
  REVOKE_INVITATION: ['OWNER'],
  CHANGE_ROLE: ['OWNER'],
  REMOVE_MEMBER: ['OWNER'],
  LEAVE: EVERYBODY,
};

/** Whether the principal may do this about the company's members. Locked members win over what the caller token says. */
export function can(principal: Caller, action: MembershipAction, resource: MembershipResource): boolean {
  const role = roleOf(principal, resource);
  return role !== null && ALLOWED[action].includes(role);
}

/** The person, who may; NOT_FOUND for whoever is no member, as for a company that is not there; FORBIDDEN in another role. */
export function requireMembership(caller: Caller, action: MembershipAction, resource: MembershipResource): Person {
  const person = requirePerson(caller);
  if (can(person, action, resource)) return person;
  if (roleOf(person, resource) === null) throw notFound('company');
  throw new Refusal('FORBIDDEN', `This needs one of the company roles ${ALLOWED[action].join(', ')}.`);
}

function roleOf(principal: Caller, { companyId, members }: MembershipResource): CompanyRole | null {
  if (principal.kind !== 'person') return null;
  if (members) return members.find(({ subjectRef }) => subjectRef === principal.subject)?.role ?? null;
  return principal.companies.find(({ id }) => id === companyId)?.role ?? null;
}
