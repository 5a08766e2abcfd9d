import { DAY, MINUTE } from '@crossing/kernel';
import type { JWK } from 'jose';

/** A key that signs tokens: published (`next`), then signing (`current`), then published only (`retired`). */
export interface SigningKey {
  readonly kid: string;
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
  readonly createdAt: Date;
  readonly signsFrom: Date | null;
  readonly retiredAt: Date | null;
}

/** The current key first: the provider signs with the first that fits. */
export type KeyRing = readonly [SigningKey, ...SigningKey[]];

/** Verifiers read the published keys at least this often, so a key may sign when it has been published for longer. */
export const PUBLISHED_AHEAD_MS = 10 * MINUTE;

/** Longer than anything lives that a key has signed. */
export const PUBLISHED_AFTER_MS = DAY;

/** Why the keys cannot be changed over now, in words; null when they can. */
export function tooEarlyToRotate(next: Pick<SigningKey, 'createdAt'>, now: Date): string | null {
  const until = new Date(next.createdAt.getTime() + PUBLISHED_AHEAD_MS);
  return now < until ? `The next key is published since ${next.createdAt.toISOString()}: it may sign from ${until.toISOString()}.` : null;
}

/** Whether the current key has signed for its time and its successor is known to verifiers. */
export const isDue = (
  current: Pick<SigningKey, 'signsFrom'>,
  next: Pick<SigningKey, 'createdAt'>,
  { now, days }: { readonly now: Date; readonly days: number },
): boolean => now.getTime() - current.signsFrom!.getTime() >= days * DAY && tooEarlyToRotate(next, now) === null;
