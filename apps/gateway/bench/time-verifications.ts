// Prints how many access tokens the gateway checks in a second, as JSON; a part of npm run bench -- identity.
import { randomUUID } from 'node:crypto';
import { authenticate } from '../src/authenticate.ts';
import { graphAudience, oidcIssuer, verifyAccessToken } from '@crossing/subgraph/access-token.ts';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Access tokens that one gateway checks in a second, by round. */
interface Verifications {
  /** Tokens that it sees for the first time. */
  readonly first: readonly number[];
  /** Tokens that it has seen. */
  readonly again: readonly number[];
  /** Every time anew, as without its memory. */
  readonly alternative: readonly number[];
  /** Tokens that were not taken, or tokens with another signature that were. */
  readonly differences: number;
}

const PUBLIC_URL = 'http://127.0.0.1:4000';

const [rounds, tokens] = process.argv.slice(2).map(Number) as [number, number];
console.log(JSON.stringify(await verifications({ rounds, tokens })));

async function verifications({ rounds, tokens: count }: { rounds: number; tokens: number }): Promise<Verifications> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'EdDSA' }] });
  const [first, again, alternative]: [number[], number[], number[]] = [[], [], []];
  let differences = 0;
  for (let round = 0; round < rounds; round += 1) {
    const tokens = await Promise.all(Array.from({ length: count }, () => tokenOf(privateKey)));
    const verify = authenticate({ keys, publicUrl: PUBLIC_URL });
    const take = async (token: string): Promise<void> => void (differences += (await verify(`Bearer ${token}`)) === token ? 0 : 1);
    first.push(await perSecond(tokens, take));
    again.push(await perSecond(tokens, take));
    alternative.push(await perSecond(tokens, async (token) => void (await verifyAccessToken(token, keys, PUBLIC_URL))));
    // Signed for somebody else: remembered or not, it is not taken.
    const [head, body] = tokens[0]!.split('.');
    const forged = [head, body, tokens[1]!.split('.')[2]].join('.');
    differences += await verify(`Bearer ${forged}`).then(
      () => 1,
      () => 0,
    );
  }
  return { first, again, alternative, differences };
}

/** As identity's provider makes them (RFC 9068). */
function tokenOf(key: CryptoKey): Promise<string> {
  const claims = {
    sub: randomUUID(),
    sid: randomUUID(),
    auth_time: 1,
    amr: ['pwd'],
    client_id: 'first-party',
    scope: 'graph:read graph:write',
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'bench' })
    .setIssuer(oidcIssuer(PUBLIC_URL))
    .setAudience(graphAudience(PUBLIC_URL))
    .setIssuedAt()
    .setExpirationTime('300s')
    .sign(key);
}

async function perSecond(tokens: readonly string[], work: (token: string) => Promise<void>): Promise<number> {
  const began = performance.now();
  for (const token of tokens) await work(token);
  return (tokens.length * 1000) / (performance.now() - began);
}
