import { anonymous } from '@crossing/tool-journey/actor.ts';
import { id, type Story } from '@crossing/tool-journey/story.ts';
import { openScene, uuidOf, type Scene } from './scene.ts';

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
    // Before applications end, or it would be the other rule that hides it.
    const verifiedUntil = new Date(Date.now() + 2 * 86_400_000);
    await scene.sql('UPDATE company_verification.company SET verified_until = $1 WHERE company_id = $2', [
      verifiedUntil,
      uuidOf(id(story, 'company')),
    ]);

    await scene.client.moveClock(verifiedUntil.getTime() - Date.now() - 5_000);
    const justBefore = await seen();
    await scene.client.moveClock(verifiedUntil.getTime() - Date.now() + 1);
    const after = await seen();

    expect(before.opportunities.edges.length).toBeGreaterThan(0);
    expect(before.opportunity?.terms).not.toBeNull();
    expect(justBefore).toEqual(before);
    expect(after.opportunities.edges).toEqual([]);
    expect(after.opportunity?.terms ?? null).toBeNull();
  });
});
