import { trySignIn, type Actor } from '@crossing/tool-journey/actor.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { opportunities } from '@crossing/tool-journey/demo/opportunities.ts';
import { storyDays } from '@crossing/tool-journey/steps-publish.ts';
import { id } from '@crossing/tool-journey/story.ts';
import { uuidOf } from '../src/scene.ts';
import { aSecond, operator } from './operator.ts';
import { codesOf, mutation, newcomer, stage } from './stage.ts';

describe('a removed member with a live token gets NOT_FOUND: mutations at once, reads within a second', () => {
  const set = stage();
  const companyId = id(set.story, 'company');
  const draft = (who: Actor) =>
    who.raw(mutation('draftOpportunity'), { input: { companyId, terms: opportunities[0]!.terms(storyDays()) } });
  const version = async (who: Actor) =>
    (await who.query<{ company: { version: number | null } }>('query ($id: ID!) { company(id: $id) { version } }', { id: companyId }))
      .company.version;

  it('on everything of the organisation', async () => {
    const sam = await newcomer(set, 'Sam Second');
    await set.sql(
      `INSERT INTO identity.company_membership (company_id, subject_ref, role, since)
       SELECT $1, subject_ref, 'RECRUITER', created_at FROM identity.account WHERE email = $2`,
      [uuidOf(companyId), sam.email],
    );
    const reading = (await trySignIn(set.client, sam, DEMO_PASSWORD))!;
    await aSecond();
    expect(codesOf(await draft(sam))).toEqual([]);
    expect(await version(reading)).not.toBeNull();

    await operator(set, ['remove', sam.email, uuidOf(companyId)], [sam, reading]);

    expect(codesOf(await draft(sam))).toEqual(['NOT_FOUND']);
    await aSecond();
    expect(await version(reading)).toBeNull();
  });
});
