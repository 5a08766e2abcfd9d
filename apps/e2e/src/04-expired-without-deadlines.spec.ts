import { anonymous } from '@crossing/tool-journey/actor.ts';
import { id, type Story } from '@crossing/tool-journey/story.ts';
import { openScene, type Scene } from './scene.ts';

interface Seen {
  readonly opportunities: { readonly edges: readonly unknown[] };
  readonly opportunity: { readonly terms: object | null } | null;
}
const SEEN = 'query ($id: ID!) { opportunities { edges { node { id } } } opportunity(id: $id) { id terms { title } } }';

describe('a verification that ran out', () => {
  let scene: Scene;
  let story: Story;
  beforeAll(async () => {
    scene = await openScene({ DEADLINES: 'false' });
    ({ story } = await scene.play(12));
  });
  afterAll(() => scene.end());

  it('hides the company’s work to the millisecond, with no deadline to help', async () => {
    const seen = () => anonymous(scene.client).query<Seen>(SEEN, { id: id(story, 'opportunity') });
    const before = await seen();
    const company = await anonymous(scene.client).query<{ company: { verifiedUntil: string } }>(
      'query ($id: ID!) { company(id: $id) { verifiedUntil } }',
      { id: id(story, 'company') },
    );
    // Applications must still be open then, or it would be the other rule that hides it.
    await scene
      .sql(`UPDATE company_verification.opportunity_revision SET terms = jsonb_set(terms, '{applyBy}', '"2099-01-01"')`)
      .catch(() => []);

    await scene.client.moveClock(new Date(company.company.verifiedUntil).getTime() - Date.now() + 1);
    const after = await seen();

    expect(before.opportunities.edges.length).toBeGreaterThan(0);
    expect(before.opportunity?.terms).not.toBeNull();
    expect(after.opportunities.edges).toEqual([]);
    expect(after.opportunity?.terms ?? null).toBeNull();
  });
});
