import { newTotpSecret, timeStepOf, totpUri } from './totp.ts';

// The shared secret of RFC 6238, appendix B, in base32.
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('timeStepOf', () => {
  // The last six digits of the SHA-1 values there.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('knows the code of RFC 6238 at %i s', (seconds, code) => {
    expect(timeStepOf(RFC_SECRET, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
  });

  it('takes the step before and after, and no further one', () => {
    const at = (steps: number) => new Date((1_111_111_109 + steps * 30) * 1000);

    expect([-2, -1, 1, 2].map((steps) => timeStepOf(RFC_SECRET, '081804', at(steps)))).toEqual([null, 37_037_036, 37_037_036, null]);
  });

  it.each(['', '12345', '1234567', 'abcdef', '０８１８０４', "' OR 1=1"])('takes %j for no code', (code) => {
    expect(timeStepOf(RFC_SECRET, code, new Date(1_111_111_109_000))).toBeNull();
  });
});

describe('newTotpSecret', () => {
  it('has 160 bits, and an address that apps read', () => {
    const secret = newTotpSecret();

    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new URL(totpUri(secret, 'nova@example.org')).searchParams.get('secret')).toBe(secret);
  });
});
