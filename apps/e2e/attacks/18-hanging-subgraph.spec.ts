import { SUBGRAPHS, type SubgraphName } from '@crossing/tool-dev/ports.ts';
import { actor } from '@crossing/tool-journey/story.ts';
import { aSecond } from './operator.ts';
import { stage } from './stage.ts';

const HOME = `query {
  viewer { email profile { state } workPreferences { hoursPerWeek { min } } }
  opportunities { edges { node { id } } }
}`;

interface Home {
  readonly viewer: { readonly email: unknown; readonly profile: unknown; readonly workPreferences: unknown } | null;
  readonly opportunities: unknown;
}
const fieldsOf = (home: Home | null): Readonly<Record<SubgraphName, unknown>> => ({
  identity: home?.viewer?.email,
  contributor: home?.viewer?.profile,
  'company-verification': home?.opportunities,
  matching: home?.viewer?.workPreferences,
});

// Windows cannot freeze a process.
const FROZEN = process.platform === 'win32' ? [] : SUBGRAPHS;

describe('a subgraph hangs: the answer comes within 3 s, other fields intact', () => {
  const set = stage();
  const nova = actor(set.story, 'nova');

  it('knows all fields while nothing hangs', async () => {
    expect(Object.values(fieldsOf(await nova.query<Home>(HOME))).every((value) => value !== null && value !== undefined)).toBe(true);
  });

  it.each(FROZEN)('%s', async (name) => {
    const whole = fieldsOf(await nova.query<Home>(HOME));
    process.kill(set.pids[name], 'SIGSTOP');
    try {
      // Longer than the gateway goes without asking identity who somebody is.
      await aSecond();
      const started = performance.now();
      const { data, errors } = await nova.raw<Home>(HOME);

      expect(performance.now() - started).toBeLessThan(3_000);
      expect(fieldsOf(data)).toEqual({ ...whole, [name]: null });
      expect([...new Set(errors.map(({ extensions }) => extensions?.code))]).toEqual(['SUBGRAPH_TIMEOUT']);
    } finally {
      process.kill(set.pids[name], 'SIGCONT');
    }
    await set.settled();
  });
});
