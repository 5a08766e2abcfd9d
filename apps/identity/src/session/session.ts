/** A sign-in that is still good: revoking it ends every token that came of it. Times are the machine's: credentials live on them. */
export interface Session {
  readonly sessionId: string;
  readonly subjectRef: string;
  /** When the person proved who they are. */
  readonly authTime: Date;
  /** How (RFC 8176), e.g. `pwd`. */
  readonly amr: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** What the use cases need from storage; `session.store.ts` keeps the promise. */
export interface Sessions {
  add(session: Session): Promise<void>;
  find(sessionId: string): Promise<Session | null>;
  /** Ends every open session of the person, but for `except`; how many that were. */
  revokeAll(subjectRef: string, at: Date, options?: { readonly except: string | null }): Promise<number>;
}

/** True while the session has been neither revoked nor outlived. */
export const isOpen = ({ revokedAt, expiresAt }: Session, at: Date): boolean => revokedAt === null && at < expiresAt;
