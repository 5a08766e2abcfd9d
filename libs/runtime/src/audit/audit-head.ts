import { createPrivateKey, createPublicKey, sign, verify, type JsonWebKeyInput, type KeyObject } from 'node:crypto';
import { canonicalJson } from '@crossing/kernel';
import type { ChainEnd } from './audit-chain.ts';

/** What is kept outside the database: how long a service's chain was, and what its hash was, signed. */
export interface AuditHead {
  readonly service: string;
  /** A decimal text. */
  readonly n: string;
  /** Hexadecimal. */
  readonly hash: string;
  /** RFC 3339, by the machine's clock: when it was signed. */
  readonly at: string;
  /** Which key signed it. */
  readonly kid: string;
  /** Ed25519 over the canonical JSON of the rest, base64url. */
  readonly signature: string;
}

export type SignHead = (service: string, end: ChainEnd, at: Date) => AuditHead;
export type VerifyHead = (head: AuditHead) => boolean;

type Jwk = JsonWebKeyInput['key'] & { readonly kid?: string };

/** A signer from a private JSON Web Key; throws when it is not an Ed25519 key with a `kid`. */
export function headSigner(text: string): { readonly sign: SignHead; readonly verify: VerifyHead } {
  const jwk = keyOf(text);
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  return {
    sign(service, { n, hash }, at) {
      const said = { service, n: String(n), hash: hash.toString('hex'), at: at.toISOString(), kid: jwk.kid! };
      return { ...said, signature: sign(null, Buffer.from(canonicalJson(said)), key).toString('base64url') };
    },
    verify: verifierOf(new Map([[jwk.kid!, createPublicKey(key)]])),
  };
}

/** Judges heads by a JSON Web Key Set: true when the key that a head names has signed it as it is. */
export function headVerifier(text: string): VerifyHead {
  const { keys } = JSON.parse(text) as { readonly keys: readonly Jwk[] };
  const publicKeys = keys.map((jwk) => createPublicKey({ key: jwk, format: 'jwk' }));
  return verifierOf(new Map(keys.map(({ kid }, index) => [kid ?? '', publicKeys[index]!])));
}

const verifierOf =
  (keys: ReadonlyMap<string, KeyObject>): VerifyHead =>
  ({ signature, ...said }) => {
    const key = keys.get(said.kid);
    return key !== undefined && verify(null, Buffer.from(canonicalJson(said)), key, Buffer.from(signature, 'base64url'));
  };

/** A head from what a file holds; throws when it is none. */
export function headFrom(text: string): AuditHead {
  const head = JSON.parse(text) as Record<keyof AuditHead, unknown>;
  const texts = [head.service, head.n, head.hash, head.at, head.kid, head.signature];
  if (!texts.every((part) => typeof part === 'string') || !/^\d+$/.test(head.n as string))
    throw new Error('is no signed head of an audit log');
  return head as AuditHead;
}

function keyOf(text: string): Jwk {
  const wanted = 'must be a private JSON Web Key: {"kty":"OKP","crv":"Ed25519","kid":…,"x":…,"d":…}';
  let jwk: Jwk;
  try {
    jwk = JSON.parse(text) as Jwk;
  } catch (error) {
    throw new Error(wanted, { cause: error });
  }
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || !jwk.kid || !jwk.d) throw new Error(wanted);
  return jwk;
}
