import { mutation, newcomer, post, stage } from './stage.ts';

const GUESSES = 20;
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on TooManyAttempts { retryAfterSeconds } } }`;

interface Attempt {
  readonly data: { readonly signIn: { readonly __typename: string; readonly retryAfterSeconds?: number } };
}

describe('20 wrong passwords, rotating X-Forwarded-For, are throttled with a time to wait', () => {
  const set = stage();

  it('however the client says where it is', async () => {
    const { email } = await newcomer(set, 'Gerda Guessed');
    const answers: Attempt['data']['signIn'][] = [];
    for (let n = 0; n < GUESSES; n += 1) {
      const forged = { 'x-forwarded-for': `198.51.100.${n}`, 'x-real-ip': `198.51.100.${n}`, forwarded: `for=198.51.100.${n}` };
      const { text } = await post(set.url, { query: SIGN_IN, variables: { input: { email, password: `guess ${n}` } } }, forged);
      answers.push((JSON.parse(text) as Attempt).data.signIn);
    }

    const judged = answers.filter(({ __typename }) => __typename === 'InvalidCredentials');
    expect(judged.length).toBeLessThanOrEqual(10);
    expect(answers.at(-1)).toEqual({ __typename: 'TooManyAttempts', retryAfterSeconds: expect.any(Number) as number });
    expect(answers.at(-1)!.retryAfterSeconds).toBeGreaterThan(0);
  });

  it('and at once when they come at once', async () => {
    const { email } = await newcomer(set, 'Paula Parallel');
    const answers = await Promise.all(
      Array.from({ length: GUESSES }, (_, n) =>
        set.client.ask<Attempt['data']>({ operation: mutation('signIn'), variables: { input: { email, password: `guess ${n}` } } }),
      ),
    );

    expect(answers.filter(({ data }) => data?.signIn.__typename === 'InvalidCredentials').length).toBeLessThanOrEqual(10);
  });
});
