import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SUBGRAPHS, type SubgraphName } from './ports.ts';

/** A signing key as JWK, with its private part; `kid` is its thumbprint (RFC 7638). */
interface SigningKey {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly d: string;
  readonly kid: string;
  readonly alg: string;
  readonly use: string;
}

/** What the processes of one graph know of each other and nobody else does. */
export interface Secrets {
  readonly databaseRoleSecret: string;
  readonly callerTokenKey: SigningKey;
  /** What identity keeps signing keys, tokens and second factors under, base64url. */
  readonly sealingKey: string;
  /** The gateway's proof to each subgraph: HMAC keys, base64url (decisions D4). */
  readonly gatewayKeys: Readonly<Record<SubgraphName, string>>;
  /** Each service's own: it signs the head of its audit log. */
  readonly auditKeys: Readonly<Record<SubgraphName, SigningKey>>;
}

/** The secrets of a data folder: each made once, readable by their owner only. A folder from before there was one gets it now. */
export function secretsOf(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const secrets: Secrets = { ...newSecrets(), ...kept };
  if (Object.keys(kept).length < Object.keys(secrets).length) writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

const newSecrets = (): Secrets => ({
  databaseRoleSecret: randomKey(),
  callerTokenKey: newSigningKey(),
  sealingKey: randomKey(),
  gatewayKeys: Object.fromEntries(SUBGRAPHS.map((name) => [name, randomKey()])) as Secrets['gatewayKeys'],
  auditKeys: Object.fromEntries(SUBGRAPHS.map((name) => [name, newSigningKey()])) as Secrets['auditKeys'],
});

const randomKey = (): string => randomBytes(32).toString('base64url');

function newSigningKey(): SigningKey {
  const { kty, crv, x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as SigningKey;
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
  return { kty, crv, x, d, kid, alg: 'EdDSA', use: 'sig' };
}

/** The private key as JWK, for the one process that signs. */
export const privateJwk = (key: SigningKey): string => JSON.stringify(key);

/** The public keys as JWKS, for those who verify. */
export const publicJwks = (...keys: readonly SigningKey[]): string => JSON.stringify({ keys: keys.map(({ d: _private, ...key }) => key) });
