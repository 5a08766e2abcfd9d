import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, type JWK } from 'jose';
import { accessKeys } from './access-keys.ts';

interface Pair {
  readonly publicKey: JWK;
  sign(): Promise<string>;
}

async function pair(kid: string): Promise<Pair> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const key = await exportJWK(privateKey);
  return {
    publicKey: { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' },
    sign: async () => new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid }).sign(await importJWK(key, 'EdDSA')),
  };
}

describe('accessKeys', () => {
  let [reads, time, down] = [0, 1_000_000, false];
  let published: JWK[] = [];
  let find: ReturnType<typeof accessKeys>;
  beforeEach(() => {
    [reads, time, down] = [0, 1_000_000, false];
    const quiet = () => {};
    find = accessKeys({
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      now: () => time,
      read: async () => {
        reads += 1;
        if (down) throw new Error('connect ECONNREFUSED');
        return { keys: published };
      },
    });
  });

  const isGood = async (token: string) => {
    try {
      await jwtVerify(token, find);
      return true;
    } catch {
      return false;
    }
  };

  it('reads the keys once for all that ask at the same time', async () => {
    const one = await pair('one');
    published = [one.publicKey];

    const token = await one.sign();

    expect(await Promise.all(Array.from({ length: 20 }, () => isGood(token)))).not.toContain(false);
    expect(reads).toBe(1);
  });

  it('reads them again for a key that it does not know, and takes it', async () => {
    const [one, two] = [await pair('one'), await pair('two')];
    published = [one.publicKey];
    await isGood(await one.sign());
    time += 5_000;
    published = [two.publicKey, one.publicKey];

    expect(await isGood(await two.sign())).toBe(true);
    expect(reads).toBe(2);
  });

  it('does so once in five seconds, however many keys are made up', async () => {
    const one = await pair('one');
    published = [one.publicKey];
    await isGood(await one.sign());
    time += 5_000;
    for (let n = 0; n < 20; n += 1) expect(await isGood(await (await pair(`made-up-${n}`)).sign())).toBe(false);

    expect(reads).toBe(2);
    expect(await isGood(await one.sign())).toBe(true);
  });

  it('reads old keys again without letting anybody wait, and forgets those that are gone', async () => {
    const [one, two] = [await pair('one'), await pair('two')];
    published = [one.publicKey];
    await isGood(await one.sign());
    published = [two.publicKey];
    time += 300_000;

    expect(await isGood(await one.sign())).toBe(true);

    expect(reads).toBe(2);
    expect(await isGood(await one.sign())).toBe(false);
    expect(await isGood(await two.sign())).toBe(true);
  });

  it('goes on with what it knows while identity is down', async () => {
    const one = await pair('one');
    published = [one.publicKey];
    await isGood(await one.sign());
    down = true;

    for (let n = 0; n < 5; n += 1) {
      time += 300_000;
      expect(await isGood(await one.sign())).toBe(true);
    }
    expect(reads).toBeGreaterThan(1);
  });

  it('says that the keys cannot be had, when it never had any', async () => {
    down = true;

    await expect(jwtVerify(await (await pair('one')).sign(), find)).rejects.toThrow('ECONNREFUSED');
  });
});
