import { actor } from '@crossing/tool-journey/story.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { trySignIn } from '@crossing/tool-journey/actor.ts';
import { mutation, stage } from './stage.ts';

const ROUNDS = 3;
const TOLERANCE = 0.15;
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

describe('unknown e-mail or wrong password: same code and text, median time within 15 %', () => {
  const { client, story, mark } = stage();
  const known = ['nova', 'olga', 'rita', 'ruben'].map((key) => actor(story, key));
  let asked = 0;

  async function attempt(email: string): Promise<{ answer: unknown; ms: number }> {
    const started = performance.now();
    const { status, data, errors } = await client.ask({
      operation: mutation('signIn'),
      variables: { input: { email, password: 'a wrong one, always' } },
    });
    return { answer: { status, data, errors }, ms: performance.now() - started };
  }

  /** Wrong passwords and unknown addresses in turn, so that both meet the same load. */
  async function round() {
    const pairs = [];
    for (const { email } of [...known, ...known]) {
      const wrong = await attempt(email);
      const unknown = await attempt(`nobody-${(asked += 1)}.${mark}@attacks.example`);
      pairs.push({ wrong, unknown });
    }
    // The right password forgives what was wrong before.
    for (const person of known) await trySignIn(client, person, DEMO_PASSWORD);
    return pairs;
  }

  it('tells neither by what it says nor by how long it takes', async () => {
    const ratios: number[] = [];
    // A difference in the work shows in every round; a busy machine does not.
    while (ratios.length < ROUNDS && !ratios.some((ratio) => Math.abs(ratio - 1) <= TOLERANCE)) {
      const pairs = await round();
      for (const { wrong, unknown } of pairs) {
        expect(unknown.answer).toEqual(wrong.answer);
        expect(wrong.answer).toMatchObject({ status: 200, data: { signIn: { __typename: 'InvalidCredentials' } } });
      }
      ratios.push(median(pairs.map(({ unknown }) => unknown.ms)) / median(pairs.map(({ wrong }) => wrong.ms)));
    }

    expect(Math.min(...ratios.map((ratio) => Math.abs(ratio - 1)))).toBeLessThanOrEqual(TOLERANCE);
  });
});
