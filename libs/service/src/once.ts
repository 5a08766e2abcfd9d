import type { IdempotencyStore } from '@crossing/runtime';
import { Refusal } from '@crossing/subgraph';

/** Which request this is; `key` is the client's, null when it gave none. */
export interface OnceRequest {
  readonly subject: string;
  readonly mutation: string;
  readonly key: string | null | undefined;
  /** The whole request: the same key with another body is a conflict. */
  readonly body: unknown;
}

/** What is remembered of a result: its kind, and the ids from which it is read again. */
export interface RememberedAnswer {
  readonly kind: string;
  readonly ids: Readonly<Record<string, string>>;
}

export interface OnceSteps<Result> {
  readonly effect: () => Promise<Result>;
  /** What to remember of a result; null for a problem, which may be tried again under the same key. */
  readonly remember: (result: Result) => RememberedAnswer | null;
  /** The result of the first time, read as it is today. */
  readonly replay: (answer: RememberedAnswer) => Promise<Result>;
}

/**
 * Lets one effect happen for one idempotency key (decisions D21): who comes second waits for the first one's commit and
 * gets its answer. Throws IDEMPOTENCY_CONFLICT for the same key with another body, BAD_USER_INPUT for a key that is none.
 */
export async function once<Result>(
  { idempotency }: { readonly idempotency: IdempotencyStore },
  { subject, mutation, key, body }: OnceRequest,
  { effect, remember, replay }: OnceSteps<Result>,
): Promise<Result> {
  if (key == null) return effect();
  if (!/^[\x21-\x7e]{1,64}$/.test(key)) {
    throw new Refusal('BAD_USER_INPUT', 'idempotencyKey must be 1 to 64 printable ASCII characters without spaces.');
  }
  const claim = await idempotency.claim({ subject, mutation, key, body });
  if (claim.kind === 'conflict') {
    throw new Refusal('IDEMPOTENCY_CONFLICT', 'This idempotencyKey was used for another request; use a new key.');
  }
  if (claim.kind === 'replay') return replay(claim.answer);
  const result = await effect();
  await idempotency.complete({ subject, mutation, key }, remember(result));
  return result;
}
