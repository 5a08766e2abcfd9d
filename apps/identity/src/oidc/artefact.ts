/** One thing that the provider keeps, e.g. a refresh token, as the rows know it. */
export interface Artefact {
  /** The provider's name of the model, e.g. `RefreshToken`. */
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** When it was used; null while it was not. */
  readonly consumedAt: Date | null;
}

export interface NewArtefact extends Omit<Artefact, 'consumedAt'> {
  /** The bearer's secret, of which only a hash is kept. */
  readonly id: string;
  readonly expiresAt: Date;
  readonly grantId: string | null;
  /** The public handle of a browser's session. */
  readonly uid: string | null;
  readonly subjectRef: string | null;
}

/** What the adapter needs from storage; `artefact.store.ts` keeps the promise. */
export interface Artefacts {
  /** Adds it or replaces its payload; whether it was used stays. */
  put(artefact: NewArtefact): Promise<void>;
  /** Adds it; false when an unexpired one of this id is there. */
  addOnce(artefact: NewArtefact, now: Date): Promise<boolean>;
  find(kind: string, id: string): Promise<Artefact | null>;
  findByUid(kind: string, uid: string): Promise<Artefact | null>;
  remove(kind: string, id: string): Promise<void>;
  /** Notes its use; false when it was used before or is gone: of any number at the same time one gets true. */
  consume(kind: string, id: string, now: Date): Promise<boolean>;
  /** Ends everything that was given out for the grant and the session that it belongs to; true for the one who ended that. */
  revokeGrant(grantId: string, now: Date): Promise<boolean>;
  /** Removes what has expired; how many that were. */
  sweep(now: Date): Promise<number>;
}
