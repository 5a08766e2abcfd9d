import { profiles } from '@crossing/tool-journey/demo/profiles.ts';
import type { Story } from '@crossing/tool-journey/story.ts';
import { openScene, type Scene } from './scene.ts';

describe('the topics after a whole journey', () => {
  let scene: Scene;
  let story: Story;
  beforeAll(async () => {
    scene = await openScene();
    ({ story } = await scene.play());
  });
  afterAll(() => scene.end());

  it('hold no e-mail, name, headline, note or rate', async () => {
    const rows = await scene.sql<{ topic: string; text: string }>(
      `SELECT topic, coalesce(convert_from(value, 'UTF8'), '') || headers::text || key AS text FROM bus.log`,
    );
    const dump = rows.map(({ text }) => text).join('\n');
    const { displayName, headline } = profiles.nova;

    expect(new Set(rows.map(({ topic }) => topic)).size).toBeGreaterThanOrEqual(12);
    for (const secret of [
      '@journey.example',
      displayName,
      headline,
      'Olga Gründer',
      'Swahili radio',
      '"900"',
      'minHourly',
      story.people['nova']!.token,
    ]) {
      expect(dump).not.toContain(secret);
    }
  });
});
