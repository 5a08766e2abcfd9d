import type { CompanyRole } from '@crossing/subgraph';

/** A company as its founder registered it; what is verified about it lives in company-verification. */
export interface Company {
  readonly companyId: string;
  readonly name: string;
  readonly registeredBy: string;
  readonly registeredAt: Date;
}

/** Somebody's place in a company. */
export interface Membership {
  readonly membershipId: string;
  readonly companyId: string;
  readonly subjectRef: string;
  readonly role: CompanyRole;
  readonly since: Date;
}

/** A membership with the address by which its company knows the person; null once that is erased. */
export interface Member extends Membership {
  readonly email: string | null;
}

/** What the use cases need from storage; `company.store.ts` keeps the promise. */
export interface Companies {
  /** The company and its first owner. */
  add(company: Company, owner: Membership): Promise<void>;
  find(companyId: string): Promise<Company | null>;
  /** In the order in which the companies were joined. */
  membershipsOf(subjectRef: string): Promise<readonly Membership[]>;
  /** Those who are members, longest first: one more than `first`, after [since, membershipId]. */
  listMembers(companyId: string, page: { readonly first: number; readonly after: readonly string[] | null }): Promise<readonly Member[]>;
  findMembership(membershipId: string): Promise<Membership | null>;
  /** Locks every membership of the company, so that two cannot remove its last owner. */
  lockMembers(companyId: string): Promise<readonly Membership[]>;
  /** False when the person is a member already. */
  addMember(membership: Membership): Promise<boolean>;
  changeRole(membershipId: string, role: CompanyRole): Promise<void>;
  removeMember(companyId: string, subjectRef: string): Promise<void>;
}

/** Whether the company would have an owner left without this person. */
export const keepsAnOwner = (members: readonly Membership[], without: string): boolean =>
  members.some(({ subjectRef, role }) => role === 'OWNER' && subjectRef !== without);
