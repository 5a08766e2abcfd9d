import { sqlOf } from '@crossing/runtime';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { DataSource, EntityManager } from 'typeorm';
import type { Sealing } from '../sealing.ts';
import { isDue, PUBLISHED_AFTER_MS, tooEarlyToRotate, type KeyRing, type SigningKey } from './signing-key.ts';

export interface SigningKeys {
  /** Every published key, the current one first; makes what is missing, and changes over when the current one is due. */
  ring(now: Date, days: number): Promise<KeyRing>;
  /** Changes over now; answers why not when the next key is not known to every verifier yet. */
  rotate(now: Date): Promise<{ readonly current: string } | { readonly tooEarly: string }>;
}

interface Row {
  readonly kid: string;
  readonly public_jwk: JWK;
  readonly sealed_private_jwk: Buffer;
  readonly created_at: Date;
  readonly signs_from: Date | null;
  readonly retired_at: Date | null;
}

const USE = 'signing key';
const LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('crossing.identity.signing-keys', 0))";
const ALL = `SELECT kid, public_jwk, sealed_private_jwk, created_at, signs_from, retired_at FROM signing_key
  ORDER BY (signs_from IS NOT NULL AND retired_at IS NULL) DESC, created_at DESC`;

/** Signing keys in PostgreSQL; every replica sees the same, and one at a time changes them. */
export function signingKeyStore(worker: DataSource, sealing: Sealing): SigningKeys {
  const read = async (manager: EntityManager): Promise<SigningKey[]> => {
    const { rows } = await sqlOf(manager).query<Row>(ALL);
    return rows.map((row) => ({
      kid: row.kid,
      publicJwk: row.public_jwk,
      privateJwk: JSON.parse(sealing.open(USE, row.kid, row.sealed_private_jwk).toString()) as JWK,
      createdAt: row.created_at,
      signsFrom: row.signs_from,
      retiredAt: row.retired_at,
    }));
  };
  return {
    async ring(now, days) {
      const keys = await worker.transaction(read);
      if (isSettled(keys, now, days)) return keys as unknown as KeyRing;
      return worker.transaction(async (manager) => {
        await manager.query(LOCK);
        await settle(manager, sealing, { keys: await read(manager), now, days });
        return (await read(manager)) as unknown as KeyRing;
      });
    },
    rotate: (now) =>
      worker.transaction(async (manager) => {
        await manager.query(LOCK);
        await settle(manager, sealing, { keys: await read(manager), now, days: Infinity });
        const next = nextOf(await read(manager))!;
        const tooEarly = tooEarlyToRotate(next, now);
        if (tooEarly !== null) return { tooEarly };
        await changeOver(manager, sealing, now);
        return { current: next.kid };
      }),
  };
}

const currentOf = (keys: readonly SigningKey[]) => keys.find(({ signsFrom, retiredAt }) => signsFrom !== null && retiredAt === null);
const nextOf = (keys: readonly SigningKey[]) => keys.find(({ signsFrom }) => signsFrom === null);
const outlived = ({ retiredAt }: SigningKey, now: Date) => retiredAt !== null && now.getTime() - retiredAt.getTime() > PUBLISHED_AFTER_MS;

function isSettled(keys: readonly SigningKey[], now: Date, days: number): boolean {
  const [current, next] = [currentOf(keys), nextOf(keys)];
  return current !== undefined && next !== undefined && !isDue(current, next, { now, days }) && !keys.some((key) => outlived(key, now));
}

interface State {
  readonly keys: readonly SigningKey[];
  readonly now: Date;
  readonly days: number;
}

async function settle(manager: EntityManager, sealing: Sealing, { keys, now, days }: State): Promise<void> {
  const [current, next] = [currentOf(keys), nextOf(keys)];
  await manager.query('DELETE FROM signing_key WHERE retired_at < $1', [new Date(now.getTime() - PUBLISHED_AFTER_MS)]);
  // The very first key signs at once: nobody knows an older one.
  if (!current) await addKey(manager, sealing, { createdAt: now, signsFrom: now });
  if (!next) await addKey(manager, sealing, { createdAt: now, signsFrom: null });
  if (current && next && isDue(current, next, { now, days })) await changeOver(manager, sealing, now);
}

async function changeOver(manager: EntityManager, sealing: Sealing, now: Date): Promise<void> {
  await manager.query('UPDATE signing_key SET retired_at = $1 WHERE signs_from IS NOT NULL AND retired_at IS NULL', [now]);
  await manager.query('UPDATE signing_key SET signs_from = $1 WHERE signs_from IS NULL', [now]);
  await addKey(manager, sealing, { createdAt: now, signsFrom: null });
}

async function addKey(manager: EntityManager, sealing: Sealing, { createdAt, signsFrom }: Pick<SigningKey, 'createdAt' | 'signsFrom'>) {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const { d, ...bare } = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(bare);
  const publicJwk: JWK = { ...bare, kid, alg: 'EdDSA', use: 'sig' };
  const sealed = sealing.seal(USE, kid, Buffer.from(JSON.stringify({ ...publicJwk, d })));
  await manager.query('INSERT INTO signing_key (kid, public_jwk, sealed_private_jwk, created_at, signs_from) VALUES ($1, $2, $3, $4, $5)', [
    ...[kid, JSON.stringify(publicJwk), sealed],
    ...[createdAt, signsFrom],
  ]);
}
