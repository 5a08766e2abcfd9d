import type { Cause, Principal } from '@crossing/kernel';
import { notFound, Refusal } from './refusal.ts';

export type CompanyRole = 'OWNER' | 'RECRUITER' | 'FINANCE' | 'VIEWER';
export type StaffRole = 'TRUST_REVIEWER' | 'APPEALS_OFFICER' | 'ASSESSOR' | 'ANALYST' | 'ADMIN';
export type AccountStatus = 'ACTIVE' | 'RESTRICTED' | 'SUSPENDED';

/** A signed-in person, from the caller token (decisions D3). `subject` is the subjectRef. */
export interface Person extends Cause {
  readonly kind: 'person';
  readonly subject: string;
  readonly sessionId: string;
  readonly status: AccountStatus;
  readonly staffRoles: readonly StaffRole[];
  readonly companies: readonly { readonly id: string; readonly role: CompanyRole }[];
  readonly authTime: Date;
}

export interface Anonymous extends Cause {
  readonly kind: 'anonymous';
}

/** A reaction, a deadline or an operator's command: `name` says which. */
export interface System extends Cause {
  readonly kind: 'system';
  readonly name: string;
}

export type Caller = Person | Anonymous | System;

/** What a client says of itself; nothing is decided by it. */
export interface Client {
  /** The header `User-Agent`; null without one, and in subgraphs that the gateway does not tell. */
  readonly userAgent: string | null;
}

/** The signed-in person; UNAUTHENTICATED otherwise. */
export function requirePerson(caller: Caller): Person {
  if (caller.kind !== 'person') throw new Refusal('UNAUTHENTICATED', 'Sign in first.');
  return caller;
}

/**
 * A member of the company who holds one of `roles`; OWNER may do everything (decisions D35).
 * Throws NOT_FOUND for who is no member, FORBIDDEN for a member in another role.
 */
export function requireCompanyRole(caller: Caller, companyId: string, ...roles: CompanyRole[]): Person {
  const person = requirePerson(caller);
  const membership = person.companies.find((company) => company.id === companyId);
  if (!membership) throw notFound('company');
  if (membership.role === 'OWNER' || roles.includes(membership.role)) return person;
  throw new Refusal('FORBIDDEN', `This needs one of the company roles OWNER, ${roles.join(', ')}.`);
}

/** A person with the staff role; FORBIDDEN otherwise. */
export function requireStaff(caller: Caller, role: StaffRole): Person {
  const person = requirePerson(caller);
  if (!person.staffRoles.includes(role)) throw new Refusal('FORBIDDEN', `This needs the staff role ${role}.`);
  return person;
}

export const isMember = (caller: Caller, companyId: string): boolean =>
  caller.kind === 'person' && caller.companies.some((company) => company.id === companyId);

export const isStaff = (caller: Caller, role: StaffRole): boolean => caller.kind === 'person' && caller.staffRoles.includes(role);

/** What row-level security needs to know about the caller. */
export function principalOf(caller: Caller): Principal {
  if (caller.kind === 'system') return { kind: 'system' };
  if (caller.kind === 'anonymous') return { kind: 'request', subject: null, companyIds: [], staffRoles: [] };
  return {
    kind: 'request',
    subject: caller.subject,
    companyIds: caller.companies.map((company) => company.id),
    staffRoles: caller.staffRoles,
  };
}

/** Who is recorded as the actor in the audit log: the subjectRef, or the system's name. */
export function actorOf(caller: Caller): string {
  if (caller.kind === 'person') return caller.subject;
  return caller.kind === 'system' ? caller.name : 'anonymous';
}
