import { MINUTE } from '@crossing/kernel';

/** A sign-in whose password was right and whose second factor is awaited, as it is kept: only the hash of its token. */
export interface SignInChallenge {
  readonly tokenHash: Buffer;
  readonly subjectRef: string;
  readonly expiresAt: Date;
}

/** What the use cases need from storage; `sign-in-challenge.store.ts` keeps the promise. */
export interface SignInChallenges {
  expect(challenge: SignInChallenge): Promise<void>;
  /** Whose good challenge it is; null for any other. */
  find(tokenHash: Buffer, at: Date): Promise<{ readonly subjectRef: string } | null>;
  /** Whether it is still good; nobody else gets it until the transaction ends. */
  lock(tokenHash: Buffer, at: Date): Promise<boolean>;
  /** Those of one person go with their sessions too, by `Sessions.revokeAll`. */
  drop(tokenHash: Buffer): Promise<void>;
}

/** How long one may look for one's phone. */
export const CHALLENGE_LASTS_MS = 10 * MINUTE;
