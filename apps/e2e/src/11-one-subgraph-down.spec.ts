import { SUBGRAPHS, type SubgraphName } from '@crossing/tool-dev/ports.ts';
import { anonymous } from '@crossing/tool-journey/actor.ts';
import { actor, type Story } from '@crossing/tool-journey/story.ts';
import { openScene, type Scene } from './scene.ts';

/** A field of each subgraph, under aliases, so that the loss of one is seen. */
const FIELDS: Readonly<Record<SubgraphName, string>> = {
  identity: 'viewer { email }',
  contributor: 'viewer { profile { state } }',
  'company-verification': 'opportunities { edges { node { id } } }',
  matching: 'viewer { workPreferences { hoursPerWeek { min } } }',
};

describe('a subgraph that is down', () => {
  let scene: Scene;
  let story: Story;
  beforeAll(async () => {
    scene = await openScene();
    ({ story } = await scene.play(12));
  });
  afterAll(() => scene.end());

  it.each(SUBGRAPHS)('%s: the fields of the others still come, within 3 seconds', async (down) => {
    await scene.graph.processes[down]!.kill();
    try {
      for (const name of SUBGRAPHS.filter((other) => other !== down)) {
        // Identity down: whoever is not known any more is nobody, and what is public stays.
        const asker = down === 'identity' ? anonymous(scene.client) : actor(story, 'nova');
        if (down === 'identity' && name !== 'company-verification') continue;
        const started = performance.now();
        const { data } = await asker.raw<Record<string, unknown>>(
          `query { ${FIELDS[name]} ${down === 'identity' ? '' : `down: ${FIELDS[down]}`} }`,
        );

        expect(performance.now() - started).toBeLessThan(3_000);
        expect(data).not.toBeNull();
        expect(Object.entries(data!).find(([field]) => field !== 'down')?.[1]).not.toBeNull();
      }
    } finally {
      scene.graph.processes[down]!.start();
      await scene.graph.ready(down);
    }
  });
});
