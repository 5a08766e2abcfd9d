import { SUBGRAPHS, type SubgraphName } from '@crossing/tool-dev/ports.ts';
import { anonymous } from '@crossing/tool-journey/actor.ts';
import { actor, type Story } from '@crossing/tool-journey/story.ts';
import { openScene, type Scene } from './scene.ts';

/** A field of each subgraph. Three share a viewer, so that none may take the others with it. */
const HOME = `query {
  viewer { email profile { state } workPreferences { hoursPerWeek { min } } }
  opportunities { edges { node { id } } }
}`;
const PUBLIC = 'query { opportunities { edges { node { id } } } }';

interface Home {
  readonly viewer?: { readonly email: string | null; readonly profile: unknown; readonly workPreferences: unknown } | null;
  readonly opportunities?: unknown;
}
const fieldsOf = (home: Home | null): Readonly<Record<SubgraphName, unknown>> => ({
  identity: home?.viewer?.email,
  contributor: home?.viewer?.profile,
  'company-verification': home?.opportunities,
  matching: home?.viewer?.workPreferences,
});

/** Gone: nobody listens. Frozen: connections are taken, and nothing comes; Windows cannot freeze a process. */
type How = 'gone' | 'frozen';
const HOW: readonly How[] = process.platform === 'win32' ? ['gone'] : ['gone', 'frozen'];

describe('a subgraph that is down', () => {
  let scene: Scene;
  let story: Story;
  beforeAll(async () => {
    scene = await openScene();
    ({ story } = await scene.play(12));
  });
  afterAll(() => scene.end());

  async function without(down: SubgraphName, how: How, work: () => Promise<void>): Promise<void> {
    const subgraph = scene.graph.processes[down]!;
    if (how === 'gone') await subgraph.kill();
    else process.kill(subgraph.pid!, 'SIGSTOP');
    try {
      await work();
    } finally {
      if (how === 'gone') subgraph.start();
      else process.kill(subgraph.pid!, 'SIGCONT');
      await scene.graph.ready(down);
    }
  }

  async function timed<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const started = performance.now();
    const answer = await ask();
    expect(performance.now() - started).toBeLessThan(3_000);
    return answer;
  }

  it.each(SUBGRAPHS.flatMap((name) => HOW.map((how) => ({ name, how }))))(
    '$name $how: the fields of the others still come, within 3 seconds',
    async ({ name: down, how }) => {
      const nova = actor(story, 'nova');
      const whole = fieldsOf(await nova.query<Home>(HOME));

      await without(down, how, async () => {
        // Longer than the gateway goes without asking identity who somebody is.
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        const { data, errors } = await timed(() => nova.raw<Home>(HOME));
        const open = await timed(() => anonymous(scene.client).raw<Home>(PUBLIC));

        expect(fieldsOf(data)).toEqual({ ...whole, [down]: null });
        expect(errors.map(({ extensions }) => extensions?.code)).toEqual([how === 'gone' ? 'SERVICE_UNAVAILABLE' : 'SUBGRAPH_TIMEOUT']);
        expect(fieldsOf(open.data)['company-verification']).toEqual(down === 'company-verification' ? null : whole['company-verification']);
      });
    },
  );
});
