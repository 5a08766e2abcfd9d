import { exportJWK, generateKeyPair, importJWK, SignJWT, type JSONWebKeySet, type JWK } from 'jose';
import { graphAudience, oidcIssuer } from './access-token.ts';
import { CALLER_TOKEN_SECONDS, callerTokenVerifier, mintCallerToken, verifyCallerToken, type CallerClaims } from './caller-token.ts';

const PUBLIC_URL = 'http://127.0.0.1:4000';
const claims: CallerClaims = {
  sub: '5b1f0f5e-0c7e-4d0a-9a55-0e3f5a3c1111',
  sid: 's',
  status: 'ACTIVE',
  staffRoles: [],
  companies: [],
  auth_time: 1,
  amr: ['pwd'],
};

interface KeyPair {
  readonly privateKey: JWK;
  readonly publicKey: JWK;
}

async function keyPair(kid: string): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return { privateKey: { ...(await exportJWK(privateKey)), kid }, publicKey: { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' } };
}

const setOf = (...pairs: readonly KeyPair[]): JSONWebKeySet => ({ keys: pairs.map(({ publicKey }) => publicKey) });
const secondsAgo = (seconds: number): Date => new Date(Date.now() - seconds * 1000);

let current: KeyPair;
let next: KeyPair;

beforeAll(async () => {
  [current, next] = [await keyPair('k1'), await keyPair('k2')];
});

describe('a caller token', () => {
  it('says who asks, until its end', async () => {
    const young = await mintCallerToken(claims, current.privateKey, secondsAgo(CALLER_TOKEN_SECONDS - 5));
    const old = await mintCallerToken(claims, current.privateKey, secondsAgo(CALLER_TOKEN_SECONDS + 1));

    expect(await verifyCallerToken(young, setOf(current))).toMatchObject(claims);
    await expect(verifyCallerToken(old, setOf(current))).rejects.toThrow('"exp"');
  });

  it('holds while identity’s keys rotate: by the next before it signs, by the retiring one until it is gone', async () => {
    const [before, after] = [await mintCallerToken(claims, current.privateKey), await mintCallerToken(claims, next.privateKey)];

    for (const token of [before, after]) expect(await verifyCallerToken(token, setOf(next, current))).toMatchObject(claims);
    await expect(verifyCallerToken(before, setOf(next))).rejects.toThrow();
    await expect(verifyCallerToken(after, setOf(current))).rejects.toThrow();
  });

  it('holds when the clock of whoever made it is ahead', async () => {
    const ahead = await mintCallerToken(claims, current.privateKey, secondsAgo(-20));

    expect(await verifyCallerToken(ahead, setOf(current))).toMatchObject(claims);
  });

  it('is remembered no longer than it holds', async () => {
    const verify = callerTokenVerifier(setOf(current));
    const ending = await mintCallerToken(claims, current.privateKey, secondsAgo(CALLER_TOKEN_SECONDS - 1));
    expect(await verify(ending)).toMatchObject(claims);

    await new Promise((resolve) => setTimeout(resolve, 1_100));

    await expect(verify(ending)).rejects.toThrow('"exp"');
  });

  it.each([
    ['an access token', () => signed({ typ: 'at+jwt', iss: oidcIssuer(PUBLIC_URL), aud: graphAudience(PUBLIC_URL) })],
    ['a token of another key under its name', async () => mintCallerToken(claims, { ...(await keyPair('k1')).privateKey, kid: 'k1' })],
    ['one without a signature', () => Promise.resolve(unsigned())],
    ['one signed with the public key as a secret', () => hs256()],
    ['one with other claims under the same signature', () => tampered()],
    ['a token of another kind', () => signed({ typ: 'at+jwt' })],
    ['one of another issuer', () => signed({ iss: 'elsewhere' })],
    ['one for another audience', () => signed({ aud: 'graph' })],
    ['one without a standing', () => mintCallerToken({ ...claims, status: undefined } as unknown as CallerClaims, current.privateKey)],
  ])('is not %s', async (_what, forge) => {
    await expect(verifyCallerToken(await forge(), setOf(current))).rejects.toThrow();
  });
});

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const payload = (): object => ({ ...claims, iss: 'identity', aud: 'subgraphs', iat: Math.floor(Date.now() / 1000), exp: 9e9 });
const unsigned = (): string => `${encode({ alg: 'none', typ: 'caller+jwt' })}.${encode(payload())}.`;

const hs256 = (): Promise<string> =>
  new SignJWT({ ...payload() })
    .setProtectedHeader({ alg: 'HS256', typ: 'caller+jwt', kid: 'k1' })
    .sign(new TextEncoder().encode(String(current.publicKey.x)));

const signed = async ({ typ = 'caller+jwt', ...changes }: { readonly typ?: string; readonly iss?: string; readonly aud?: string }) =>
  new SignJWT({ ...payload(), ...changes })
    .setProtectedHeader({ alg: 'EdDSA', typ, kid: 'k1' })
    .sign(await importJWK(current.privateKey, 'EdDSA'));

async function tampered(): Promise<string> {
  const [head, , signature] = (await mintCallerToken(claims, current.privateKey)).split('.');
  return [head, encode({ ...payload(), staffRoles: ['ADMIN'] }), signature].join('.');
}
