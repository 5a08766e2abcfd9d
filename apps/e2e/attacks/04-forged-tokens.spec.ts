import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { actor } from '@crossing/tool-journey/story.ts';
import { currentSigningKey } from './current-signing-key.ts';
import { post, stage } from './stage.ts';

const seconds = (): number => Math.floor(Date.now() / 1000);
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Header {
  readonly alg?: string;
  readonly typ?: string;
  readonly kid?: string;
  readonly jku?: string;
  readonly jwk?: JWK;
}

describe('a forged or foreign token is refused with 401, and no subgraph is asked', () => {
  const set = stage();
  const { url, story, asked } = set;
  let key: JWK;
  beforeAll(async () => void (key = await currentSigningKey(set)));
  const [, body] = actor(story, 'nova').token.split('.');
  const genuine = JSON.parse(Buffer.from(body!, 'base64url').toString()) as Record<string, unknown>;

  async function signed(header: Header, claims: object = {}, by: JWK | Uint8Array = key): Promise<string> {
    const { alg = 'EdDSA', typ = 'at+jwt', kid = key.kid!, ...more } = header;
    const signer = by instanceof Uint8Array ? by : await importJWK(by, 'EdDSA');
    return new SignJWT({ ...genuine, exp: seconds() + 300, ...claims }).setProtectedHeader({ alg, typ, kid, ...more }).sign(signer);
  }
  const foreignKey = async (): Promise<JWK> => exportJWK((await generateKeyPair('EdDSA', { extractable: true })).privateKey);

  it.each<[string, () => Promise<string>]>([
    ['alg none', async () => `${encode({ alg: 'none', typ: 'at+jwt', kid: key.kid })}.${body}.`],
    ['HS256 with the public key as its secret', () => signed({ alg: 'HS256' }, {}, new TextEncoder().encode(key.x))],
    ['a foreign key under our kid', async () => signed({}, {}, await foreignKey())],
    ['a foreign kid', async () => signed({ kid: 'elsewhere' }, {}, await foreignKey())],
    [
      'a key that the token brings along',
      async () => {
        const own = await foreignKey();
        const { d: _private, ...jwk } = own;
        return signed({ jwk }, {}, own);
      },
    ],
    ['another issuer', () => signed({}, { iss: 'https://attacker.example' })],
    ['another audience', () => signed({}, { aud: 'elsewhere' })],
    ['another kind of token', () => signed({ typ: 'caller+jwt' })],
    ['no scope', () => signed({}, { scope: undefined })],
    ['no session', () => signed({}, { sid: undefined })],
    ['an end that is past', () => signed({}, { exp: seconds() - 1 })],
    ['no end', () => signed({}, { exp: undefined })],
    [
      'other claims under the genuine signature',
      async () =>
        [
          actor(story, 'nova').token.split('.')[0],
          encode({ ...genuine, sub: crypto.randomUUID() }),
          actor(story, 'nova').token.split('.')[2],
        ].join('.'),
    ],
    ['nonsense', async () => 'nonsense'],
  ])('%s', async (_what, forge) => {
    const before = await asked();

    const { status, text } = await post(
      url,
      { query: '{ viewer { id } opportunities { edges { node { id } } } }' },
      { authorization: `Bearer ${await forge()}` },
    );

    expect([status, JSON.parse(text)]).toMatchObject([401, { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
    expect(text).not.toContain('"data"');
    expect(await asked()).toBe(before);
  });

  it('a jku that leads elsewhere, where nobody looks', async () => {
    const own = await foreignKey();
    const { d: _private, ...published } = own;
    let looked = 0;
    const elsewhere = createServer((_request, answer) => {
      looked += 1;
      answer.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [{ ...published, kid: 'elsewhere' }] }));
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const jku = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/jwks.json`;

    const token = await signed({ jku, kid: 'elsewhere' }, {}, own);
    const { status } = await post(url, { query: '{ viewer { id } }' }, { authorization: `Bearer ${token}` });
    elsewhere.close();

    expect([status, looked]).toEqual([401, 0]);
  });

  it('while one that is made as identity makes it counts, so that the forgeries above differ in what they say alone', async () => {
    for (const token of [await signed({}), actor(story, 'nova').token]) {
      const { status, text } = await post(url, { query: '{ viewer { id } }' }, { authorization: `Bearer ${token}` });
      expect([status, JSON.parse(text)]).toMatchObject([200, { data: { viewer: { id: expect.any(String) as string } } }]);
    }
  });
});
