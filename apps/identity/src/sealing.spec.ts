import { sealingOf } from './sealing.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64url');
const SECRET = Buffer.from('a secret of twenty b');

describe('sealingOf', () => {
  it('opens what it sealed, for the same use and owner alone', () => {
    const sealing = sealingOf(key(1));
    const sealed = sealing.seal('totp', 'nova', SECRET);

    expect(sealed.includes(SECRET)).toBe(false);
    expect(sealing.seal('totp', 'nova', SECRET)).not.toEqual(sealed);
    expect(sealing.open('totp', 'nova', sealed)).toEqual(SECRET);
    expect(() => sealing.open('totp', 'rita', sealed)).toThrow();
    expect(() => sealing.open('other', 'nova', sealed)).toThrow();
    expect(() => sealing.open('totp', 'nova', Buffer.concat([sealed, Buffer.from('x')]))).toThrow();
  });

  it('opens and recognises under a retiring key what was made when it was the current one', () => {
    const before = sealingOf(key(1));
    const after = sealingOf(`${key(2)},${key(1)}`);

    expect(after.open('totp', 'nova', before.seal('totp', 'nova', SECRET))).toEqual(SECRET);
    expect(after.marks('code', 'abc')).toContainEqual(before.marks('code', 'abc')[0]);
    expect(() => sealingOf(key(2)).open('totp', 'nova', before.seal('totp', 'nova', SECRET))).toThrow('retiring key');
  });

  it('refuses keys of another length', () => {
    expect(() => sealingOf('c2hvcnQ')).toThrow('32 bytes');
    expect(() => sealingOf(`${key(1)},`)).toThrow('32 bytes');
  });
});
