import type { RoleKind } from '@crossing/runtime';
import { approveOpportunity } from '@crossing/tool-journey/stories.ts';
import { actor, id, type Story } from '@crossing/tool-journey/story.ts';
import { openScene, uuidOf, type Scene } from './scene.ts';

const SERVICE = 'company-verification';
/** As a member of the company, as the service itself, and as whoever migrates. */
const KINDS: readonly RoleKind[] = ['app', 'worker', 'owner'];

describe('publishing by SQL, past every use case', () => {
  let scene: Scene;
  let story: Story;
  beforeAll(async () => {
    scene = await openScene();
    ({ story } = await scene.play(9));
  });
  afterAll(() => scene.end());

  const publishBySql = (kind: RoleKind) =>
    scene.sql(
      `UPDATE opportunity SET publication = 'PUBLISHED', published_revision = 1, published_at = $2
       WHERE opportunity_id = $1 RETURNING publication`,
      [uuidOf(id(story, 'opportunity')), new Date()],
      { service: SERVICE, kind, companies: [uuidOf(id(story, 'company'))] },
    );

  it('is refused without an approval of that revision, by the constraint’s name', async () => {
    for (const kind of KINDS) await expect(publishBySql(kind)).rejects.toMatchObject({ constraint: 'i1_approved_revision' });
  });

  it('is refused under a company that is suspended, by the constraint’s name', async () => {
    for (const key of ['rita', 'ruben']) await approveOpportunity(actor(story, key), id(story, 'opportunity'));
    const company = await actor(story, 'rita').query<{ company: { version: number } }>(
      'query ($id: ID!) { company(id: $id) { version } }',
      {
        id: id(story, 'company'),
      },
    );
    await actor(story, 'rita').mutate('SuspendCompany', {
      companyId: id(story, 'company'),
      expectedVersion: company.company.version,
      reason: 'Seen by the test.',
    });

    for (const kind of KINDS) await expect(publishBySql(kind)).rejects.toMatchObject({ constraint: 'i2_verified_company' });
  });
});
