import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a proof binds together: this subgraph, this caller, this body (decisions D4). */
export interface ProofSubject {
  /** Kebab-case name of the subgraph it is meant for, e.g. `company-verification`. */
  readonly subgraph: string;
  /** The `x-caller` header; empty for anonymous requests. */
  readonly callerToken: string;
  /** The body exactly as it is sent. */
  readonly body: string | Uint8Array;
}

const KEY_BYTES = 32;

/** The keys of a setting, by comma: the current one, then the retiring one. Throws for what is no key: an empty one would prove anybody. */
export function proofKeysOf(text: string): readonly string[] {
  const keys = text.split(',').map((key) => key.trim());
  if (keys.some((key) => !/^[\w-]+$/.test(key) || Buffer.from(key, 'base64url').length < KEY_BYTES))
    throw new Error(`must be keys of at least ${KEY_BYTES} bytes in base64url, by comma`);
  return keys;
}

/** How far the clocks of gateway and subgraph may be apart, and how long a proof can be replayed. */
export const PROOF_TOLERANCE_SECONDS = 30;

/** The `x-gateway` header of a request. `key` is base64url; `at` is the machine's time, not the domain's. */
export function signProof(key: string, subject: ProofSubject, at: Date = new Date()): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},s=${hmac(key, subject, seconds).toString('base64url')}`;
}

/** True if one of `keys` (current first, then the retiring one) made this header for this request within the tolerance. */
export function verifyProof(keys: readonly string[], header: string | undefined, subject: ProofSubject, at: Date = new Date()): boolean {
  const [, time, signature] = /^t=(\d{1,12}),s=([\w-]{43})$/.exec(header ?? '') ?? [];
  if (time === undefined || signature === undefined) return false;
  const seconds = Number(time);
  if (Math.abs(at.getTime() / 1000 - seconds) > PROOF_TOLERANCE_SECONDS) return false;
  const given = Buffer.from(signature, 'base64url');
  return keys.some((key) => timingSafeEqual(hmac(key, subject, seconds), given));
}

function hmac(key: string, { subgraph, callerToken, body }: ProofSubject, seconds: number): Buffer {
  const callerHash = createHash('sha256').update(callerToken).digest('base64url');
  return createHmac('sha256', Buffer.from(key, 'base64url')).update(`${subgraph}\n${seconds}\n${callerHash}\n`).update(body).digest();
}
