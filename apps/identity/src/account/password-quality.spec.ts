import { weaknessOf } from './password-quality.ts';

const reasonOf = async (password: string) => (await weaknessOf(password, 'nova.okello@example.org'))?.reason ?? null;

describe('weaknessOf', () => {
  it.each([
    ['short', 'TOO_SHORT'],
    ['x'.repeat(257), 'TOO_LONG'],
    ['1qaz2wsx3edc', 'BREACHED'],
    ['POLNIYPIZDEC0211', 'BREACHED'],
    ['password1234', 'BREACHED'],
    ['abcdefghijklmnopqrst', 'GUESSABLE'],
    ['nova.okello@example.org', 'GUESSABLE'],
    ['seven quiet otters juggle lanterns', null],
  ])('finds %j %s', async (password, reason) => {
    expect(await reasonOf(password)).toBe(reason);
  });

  it('names the reason in words', async () => {
    expect((await weaknessOf('qwerty123456', 'nova@example.org'))?.message).toContain('leaked');
  });
});
