import type { RefusalBatch, RefusalCount, Refused } from '@crossing/runtime';

/** Where refusals are kept. */
export interface Refusals {
  /** An audit entry for each kind, and one more for those that were not told apart. */
  record(batch: RefusalBatch, now: Date): Promise<void>;
}

export const ANONYMOUS = 'anonymous';

/** Why somebody is not let in; who has the password, or knows the address, is told less. */
export type SignInRefusal =
  'unknown-address' | 'wrong-password' | 'wrong-code' | 'too-many-attempts' | 'not-confirmed' | 'not-in-good-standing';

/** A sign-in that was refused, to an account where there is one. */
export const signInRefused = (reason: SignInRefusal, subjectRef: string | null): Refused => ({
  actor: ANONYMOUS,
  action: 'session.refused',
  aggregate: 'account',
  aggregateId: subjectRef ?? 'unknown',
  reason,
});

/** Somebody who is signed in and could not prove that it is them. */
export const proofRefused = (reason: SignInRefusal, subjectRef: string): Refused => ({
  ...signInRefused(reason, subjectRef),
  actor: subjectRef,
  action: 'account.proof-refused',
});

const NAME = /^[\w.:-]{1,128}$/;
const MOST = 200;

/** A batch as the gateway reports it; null for anything else, for the audit log takes no text that a client has made up. */
export function reportedBatch(body: unknown): RefusalBatch | null {
  const { counts, uncounted } = (body ?? {}) as { readonly counts?: unknown; readonly uncounted?: unknown };
  if (!Array.isArray(counts) || counts.length > MOST || !isCount(uncounted)) return null;
  return counts.every(isReported) ? { counts, uncounted } : null;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isReported(value: unknown): value is RefusalCount {
  const { actor, action, aggregate, aggregateId, reason, count } = (value ?? {}) as Record<keyof RefusalCount, unknown>;
  const isName = (text: unknown): boolean => typeof text === 'string' && NAME.test(text);
  return action === 'operation.refused' && aggregate === 'operation' && [actor, aggregateId, reason].every(isName) && isCount(count);
}
