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
  readonly companyId: string;
  readonly subjectRef: string;
  readonly role: CompanyRole;
  readonly since: Date;
}

/** What the use cases need from storage; `company.store.ts` keeps the promise. */
export interface Companies {
  /** The company and its first owner. */
  add(company: Company, owner: Membership): Promise<void>;
  find(companyId: string): Promise<Company | null>;
  /** In the order in which the companies were joined. */
  membershipsOf(subjectRef: string): Promise<readonly Membership[]>;
  /** Locks every membership of the company, so that two cannot remove its last owner. */
  lockMembers(companyId: string): Promise<readonly Membership[]>;
  removeMember(companyId: string, subjectRef: string): Promise<void>;
}

/** Whether the company would have an owner left without this person. */
export const keepsAnOwner = (members: readonly Membership[], without: string): boolean =>
  members.some(({ subjectRef, role }) => role === 'OWNER' && subjectRef !== without);
