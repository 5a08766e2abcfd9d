import { approveOpportunity } from '@crossing/tool-journey/stories.ts';
import { actor, id, type Story } from '@crossing/tool-journey/story.ts';
import { openScene, uuidOf, type Scene } from './scene.ts';

describe('vetting by two', () => {
  let scene: Scene;
  let story: Story;
  beforeAll(async () => {
    scene = await openScene();
    ({ story } = await scene.play(9));
  });
  afterAll(() => scene.end());

  it('is never one reviewer twice: it stays unpublished', async () => {
    const opportunityId = id(story, 'opportunity');

    const answers = [
      await approveOpportunity(actor(story, 'rita'), opportunityId),
      await approveOpportunity(actor(story, 'rita'), opportunityId),
    ];
    const published = await actor(story, 'olga').attempt('PublishOpportunity', { opportunityId, revision: 1 });

    expect(answers).toEqual(['SecondReviewNeeded', 'WrongState']);
    expect(published.__typename).toBe('RevisionNotApproved');
  });

  it('approves the very terms that are published: they cannot change between approval and publication', async () => {
    const opportunityId = id(story, 'opportunity');
    expect(await approveOpportunity(actor(story, 'ruben'), opportunityId)).toBe('DecideOpportunitySuccess');

    for (const kind of ['app', 'worker', 'owner'] as const) {
      const change = scene.sql(
        `UPDATE opportunity_revision SET terms = jsonb_set(terms, '{seats}', '99') WHERE opportunity_id = $1 AND revision = 1`,
        [uuidOf(opportunityId)],
        { service: 'company-verification', kind, companies: [uuidOf(id(story, 'company'))] },
      );
      await expect(change).rejects.toMatchObject({ constraint: 'submitted_terms_are_immutable' });
    }
    await actor(story, 'olga').mutate('PublishOpportunity', { opportunityId, revision: 1 });
  });
});
