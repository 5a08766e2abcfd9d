import { steps } from '@crossing/tool-journey/journey.ts';
import { openScene, type Scene } from './scene.ts';

describe('the journey', () => {
  let scene: Scene;
  beforeAll(async () => void (scene = await openScene()));
  afterAll(() => scene.end());

  it('comes from joining to a track record in 22 steps and less than 20 seconds', async () => {
    const { played } = await scene.play();

    expect(played.map(({ step }) => step)).toEqual(Array.from({ length: 22 }, (_, n) => n + 1));
    expect(steps).toHaveLength(22);
    expect(played.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThan(20_000);
  });
});
