import { generateKeyPairSync } from 'node:crypto';

/** For specs: a private key as AUDIT_PRIVATE_KEY has it. */
export function newAuditKey(kid: string): string {
  return JSON.stringify({ ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid });
}
