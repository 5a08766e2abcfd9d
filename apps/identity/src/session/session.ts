import { MINUTE } from '@crossing/kernel';
import type { Person } from '@crossing/subgraph';

/** A sign-in that is still good: revoking it ends every token that came of it. Times are the machine's: credentials live on them. */
export interface Session {
  readonly sessionId: string;
  /** What its tokens were given out for; null for one that has no tokens. */
  readonly grantId: string | null;
  /** The OpenID client that it was opened for; null for one that has no tokens. */
  readonly clientId: string | null;
  /** Of the secret in a browser's cookie; null for one that has tokens. */
  readonly cookieHash: Buffer | null;
  readonly subjectRef: string;
  /** When the person proved who they are. */
  readonly authTime: Date;
  /** How (RFC 8176), e.g. `pwd`. */
  readonly amr: readonly string[];
  readonly createdAt: Date;
  /** What kind of device it is, in words. */
  readonly device: string;
  /** To within `USE_IS_NOTED_AFTER_MS`; null while it has not been used. */
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** What the use cases need from storage; `session.store.ts` keeps the promise. */
export interface Sessions {
  add(session: Session): Promise<void>;
  find(sessionId: string): Promise<Session | null>;
  findByGrant(grantId: string): Promise<Session | null>;
  findByCookie(cookieHash: Buffer): Promise<Session | null>;
  /** The person's sessions that are open at `at`, newest first: one more than `first`, after the session `after`. */
  listOpen(subjectRef: string, at: Date, page: { readonly first: number; readonly after: string | null }): Promise<readonly Session[]>;
  /** Notes that the person proved again who they are, and how; false when the session has ended. */
  proveAgain(sessionId: string, at: Date, amr: readonly string[]): Promise<boolean>;
  noteUse(sessionId: string, at: Date): Promise<void>;
  /** False when it was revoked before. */
  revoke(sessionId: string, at: Date): Promise<boolean>;
  /** Ends every open session of the person, but for `except`, and every sign-in that is half done; how many sessions that were. */
  revokeAll(subjectRef: string, at: Date, options?: { readonly except: string | null }): Promise<number>;
}

/** True while the session has been neither revoked nor outlived. */
export const isOpen = ({ revokedAt, expiresAt }: Session, at: Date): boolean => revokedAt === null && at < expiresAt;

/** People end their own sessions and nobody else's. */
export const canRevoke = ({ subject }: Person, { subjectRef }: Session): boolean => subjectRef === subject;

/** A session's use is written down this rarely: it is read by people, and every request would be a write. */
const USE_IS_NOTED_AFTER_MS = 5 * MINUTE;

/** Whether it is time to write down that the session is used. */
export const isUseWorthNoting = ({ lastUsedAt, createdAt }: Session, at: Date): boolean =>
  at.getTime() - (lastUsedAt ?? createdAt).getTime() >= USE_IS_NOTED_AFTER_MS;
