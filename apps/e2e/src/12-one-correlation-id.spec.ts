import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { actor, id, type Story } from '@crossing/tool-journey/story.ts';
import { openScene, type Scene } from './scene.ts';

describe('one correlation id', () => {
  let scene: Scene;
  let story: Story;
  beforeAll(async () => {
    scene = await openScene({ LOG_LEVEL: 'debug' });
    ({ story } = await scene.play(13));
  });
  afterAll(() => scene.end());

  it('follows a request through gateway and subgraph into its events and what comes of them', async () => {
    const { correlationId, data } = await actor(story, 'nova').raw<{ applyToOpportunity: { __typename: string } }>('ApplyToOpportunity', {
      input: { opportunityId: id(story, 'opportunity'), revision: 1 },
    });
    expect(data?.applyToOpportunity.__typename).toBe('ApplyToOpportunitySuccess');

    await new Promise((resolve) => setTimeout(resolve, 500));
    const rows = await scene.sql<{ topic: string }>(`SELECT topic FROM bus.log WHERE headers->>'ce_correlationid' = $1`, [correlationId]);
    const logged = readdirSync(path.join(scene.dataDir, 'logs')).filter((file) =>
      readFileSync(path.join(scene.dataDir, 'logs', file), 'utf8').includes(`"correlationId":"${correlationId}"`),
    );

    expect(new Set(rows.map(({ topic }) => topic))).toContain('crossing.matching.application.fact.v1');
    // contributor hears of the application by its event and lets the company see who it is.
    expect(logged).toEqual(expect.arrayContaining(['contributor.log', 'gateway.log', 'matching.log']));
  });
});
