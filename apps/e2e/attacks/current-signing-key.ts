import { createDecipheriv, hkdfSync } from 'node:crypto';
import type { JWK } from 'jose';
import type { Stage } from './stage.ts';

interface Row {
  readonly kid: string;
  readonly sealed_private_jwk: Buffer;
}

const CURRENT = 'SELECT kid, sealed_private_jwk FROM identity.signing_key WHERE signs_from IS NOT NULL AND retired_at IS NULL';

/** The key that signs access tokens, as whoever had both the database and identity's sealing key could read it. */
export async function currentSigningKey({ sql, secrets }: Stage): Promise<JWK> {
  const [{ kid, sealed_private_jwk: sealed }] = (await sql<Row>(CURRENT)) as [Row];
  const key = hkdfSync('sha256', Buffer.from(secrets.sealingKey, 'base64url'), '', 'seal signing key', 32);
  // Which key sealed it (4 bytes), the nonce (12), the tag (16), the text.
  const opener = createDecipheriv('aes-256-gcm', Buffer.from(key), sealed.subarray(4, 16));
  opener.setAAD(Buffer.from(kid)).setAuthTag(sealed.subarray(16, 32));
  return JSON.parse(Buffer.concat([opener.update(sealed.subarray(32)), opener.final()]).toString()) as JWK;
}
