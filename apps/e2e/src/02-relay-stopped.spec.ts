import { SUBGRAPHS } from '@crossing/tool-dev/ports.ts';
import { openScene, type Scene } from './scene.ts';

describe('a relay that dies', () => {
  let scene: Scene;
  beforeAll(async () => void (scene = await openScene()));
  afterAll(() => scene.end());

  it('loses nothing: killed and started again between any two steps, the story ends the same', async () => {
    const { played } = await scene.play(undefined, async ({ step }) => {
      const name = SUBGRAPHS[step % SUBGRAPHS.length]!;
      const subgraph = scene.graph.processes[name]!;
      // The time that was moved lives in the process: a new one is told again.
      const { offsetMs } = step >= 18 ? { offsetMs: 2 * 3_600_000 } : { offsetMs: 0 };
      await subgraph.kill();
      subgraph.start();
      await scene.graph.ready(name);
      await scene.client.moveClock(offsetMs);
    });

    expect(played).toHaveLength(22);
  });
});
