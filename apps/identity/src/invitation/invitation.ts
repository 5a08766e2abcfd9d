import { DAY } from '@crossing/kernel';
import type { CompanyRole } from '@crossing/subgraph';

/** How an invitation stands; EXPIRED is a PENDING one whose time has run out. */
export type InvitationState = 'PENDING' | 'ACCEPTED' | 'REVOKED' | 'EXPIRED';

/** A place in a company that waits for whoever reads the mail of one address. The token itself is only in that mail. */
export interface Invitation {
  readonly invitationId: string;
  readonly companyId: string;
  /** Normalised. */
  readonly email: string;
  readonly role: CompanyRole;
  readonly state: 'PENDING' | 'ACCEPTED' | 'REVOKED';
  readonly invitedBy: string;
  readonly invitedAt: Date;
  /** When the newest mail about it was written. */
  readonly sentAt: Date;
  readonly expiresAt: Date;
}

/** What the use cases need from storage; `invitation.store.ts` keeps the promise. */
export interface Invitations {
  /** False when an invitation of the company to this address is open: the constraint decides. */
  addIfNoneOpen(invitation: Invitation, tokenHash: Buffer): Promise<boolean>;
  /** The one that was not accepted or revoked yet, expired perhaps. */
  findOpen(companyId: string, email: string): Promise<Invitation | null>;
  find(invitationId: string): Promise<Invitation | null>;
  /** Locks the row until the transaction ends. */
  lock(invitationId: string): Promise<Invitation | null>;
  lockByToken(tokenHash: Buffer): Promise<Invitation | null>;
  /** Another token and another time; the old token is none any more. */
  renew(invitation: Invitation, tokenHash: Buffer): Promise<void>;
  setState(invitationId: string, state: Invitation['state']): Promise<void>;
  /** Newest first: one more than `first`, after the invitation `after`. */
  list(companyId: string, page: { readonly first: number; readonly after: string | null }): Promise<readonly Invitation[]>;
}

/** How long one may take to read one's mail and register. */
export const INVITATION_DAYS = 7;

/** Until when an invitation counts that is sent now. */
export const expiryFrom = (now: Date): Date => new Date(now.getTime() + INVITATION_DAYS * DAY);

/** How the invitation stands at `at`. */
export const stateAt = ({ state, expiresAt }: Invitation, at: Date): InvitationState =>
  state === 'PENDING' && at >= expiresAt ? 'EXPIRED' : state;
