import { actor } from '@crossing/tool-journey/story.ts';
import { post, stage } from './stage.ts';

const GUESSES = 50;
const guess = (email: string, n: number): string =>
  `signIn(input: { email: ${JSON.stringify(email)}, password: "guess ${n}" }) { __typename }`;

describe('one operation with 50 aliased `signIn` is refused before any password is verified', () => {
  const { url, sql, story } = stage();
  const { email } = actor(story, 'nova');
  const guesses = Array.from({ length: GUESSES }, (_, n) => n);
  const attempts = async () =>
    JSON.stringify(await sql('SELECT * FROM identity.sign_in_attempt ORDER BY 1'), (_key, value: unknown) => String(value));

  it.each([
    ['aliases', `mutation { ${guesses.map((n) => `a${n}: ${guess(email, n)}`).join(' ')} }`],
    ['two of them', `mutation { a: ${guess(email, 1)} b: ${guess(actor(story, 'rita').email, 2)} }`],
    [
      'a fragment spread again and again',
      `mutation { ${guesses.map((n) => `...f${n}`).join(' ')} } ${guesses.map((n) => `fragment f${n} on Mutation { a${n}: ${guess(email, n)} }`).join(' ')}`,
    ],
    ['different mutations', `mutation { ${guess(email, 1)} verifyEmail(input: { token: "x" }) { __typename } }`],
  ])('with %s', async (_how, query) => {
    const before = await attempts();

    const { status, text } = await post(url, { query });

    expect(status).toBe(400);
    expect(text).toMatch(/has \d+ mutations that take a credential; at most 1 are allowed/);
    expect(text).not.toContain('"data"');
    expect(await attempts()).toBe(before);
  });
});
