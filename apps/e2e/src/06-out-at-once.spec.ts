import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { join, type Actor } from '@crossing/tool-journey/actor.ts';
import { storyDays } from '@crossing/tool-journey/steps-publish.ts';
import { actor, id, type Story } from '@crossing/tool-journey/story.ts';
import { opportunities } from '@crossing/tool-journey/demo/opportunities.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { openScene, uuidOf, type Scene } from './scene.ts';

const OPERATOR = path.join(import.meta.dirname, '../../identity/src/operator.ts');
const second = () => new Promise((resolve) => setTimeout(resolve, 1_000));

describe('who is out', () => {
  let scene: Scene;
  let story: Story;
  beforeAll(async () => {
    scene = await openScene();
    ({ story } = await scene.play(12));
  });
  afterAll(() => scene.end());

  function operator(...args: string[]): void {
    const { status, stderr } = spawnSync(process.execPath, [OPERATOR, ...args], { env: scene.operatorEnv, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }

  it('because suspended, changes nothing from that moment and reads nothing after a second, with a token that still verifies', async () => {
    const nova = actor(story, 'nova');
    const preferences = { input: { hoursPerWeek: { min: 1, max: 2 } } };
    await nova.query('query { viewer { email } }');

    operator('status', nova.email, 'SUSPENDED');

    const change = await nova.raw('SetWorkPreferences', preferences);
    await second();
    const read = await nova.raw('query { viewer { email } }');
    expect(change.errors.map(({ extensions }) => extensions?.code)).toEqual(['UNAUTHENTICATED']);
    expect(read.errors.map(({ extensions }) => extensions?.code)).toEqual(['UNAUTHENTICATED']);
    const kept = await scene.sql<{ hours_max: number }>('SELECT hours_max FROM matching.work_preferences');
    expect(kept).toEqual([{ hours_max: 20 }]);
  });

  it('because removed from a company, has no access to it any more', async () => {
    const sam = await join(scene.client, { name: 'Sam Second', email: `sam.${story.mark}@journey.example` }, DEMO_PASSWORD);
    const companyId = id(story, 'company');
    await scene.sql(
      `INSERT INTO identity.company_membership (company_id, subject_ref, role, since)
       SELECT $1, subject_ref, 'RECRUITER', created_at FROM identity.account WHERE email = $2`,
      [uuidOf(companyId), sam.email],
    );
    const draft = (who: Actor) =>
      who.raw<{ draftOpportunity: { __typename: string } | null }>('DraftOpportunity', {
        input: { companyId, terms: opportunities[0]!.terms(storyDays()) },
      });
    const company = () =>
      sam.query<{ company: { version: number | null } }>('query ($id: ID!) { company(id: $id) { version } }', { id: companyId });
    await second();
    expect((await draft(sam)).data?.draftOpportunity?.__typename).toBe('DraftOpportunitySuccess');
    expect((await company()).company.version).not.toBeNull();

    operator('remove', sam.email, uuidOf(companyId));

    expect((await draft(sam)).errors.map(({ extensions }) => extensions?.code)).toEqual(['NOT_FOUND']);
    await second();
    expect((await company()).company.version).toBeNull();
  });
});
