import { join, type Actor } from '@crossing/tool-journey/actor.ts';
import { companies } from '@crossing/tool-journey/demo/companies.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { registerCompany, submitCompany, verifyCompany } from '@crossing/tool-journey/stories.ts';
import { actor, id, type Story } from '@crossing/tool-journey/story.ts';
import { openScene, type Scene } from './scene.ts';

const PREFERENCES = 'query { viewer { workPreferences { hoursPerWeek { min } minHourly { amountMinor } } } }';
const APPLICATIONS = 'query ($id: ID!) { opportunity(id: $id) { id applications { edges { node { id } } } } }';
const ENTITY = 'query ($id: ID!) { contributor(id: $id) { id displayName headline } }';

describe('what is not one’s business', () => {
  let scene: Scene;
  let story: Story;
  let stranger: Actor;
  beforeAll(async () => {
    scene = await openScene();
    ({ story } = await scene.play(14));
    stranger = await join(scene.client, { name: 'Cora Third', email: 'cora@third.example' }, DEMO_PASSWORD);
    const companyId = await registerCompany(stranger, 'Third Company');
    await submitCompany(stranger, companyId, { ...companies.copperfern.details, legalName: 'Third Company' });
    await verifyCompany(actor(story, 'rita'), companyId, new Date(Date.now() + 86_400_000 * 300));
    stranger = await join(scene.client, { name: 'Cora Third', email: 'cora@third.example' }, DEMO_PASSWORD);
  });
  afterAll(() => scene.end());

  const events = async () => (await scene.sql<{ n: bigint }>('SELECT count(*) AS n FROM bus.log'))[0]!.n;

  it('stays unread: the rate by the company, the applicants by the applicant, both by a third company', async () => {
    const before = await events();

    const olga = await actor(story, 'olga').query<{ viewer: { workPreferences: object | null } }>(PREFERENCES);
    const nova = await actor(story, 'nova').raw<{ opportunity: { applications: object | null } }>(APPLICATIONS, {
      id: id(story, 'opportunity'),
    });
    const third = await stranger.raw<{ opportunity: { applications: object | null } }>(APPLICATIONS, { id: id(story, 'opportunity') });
    const theirs = await stranger.query<{ viewer: { workPreferences: object | null } }>(PREFERENCES);

    expect(olga.viewer.workPreferences).toBeNull();
    expect(nova.data?.opportunity.applications).toBeNull();
    expect(third.data?.opportunity.applications).toBeNull();
    expect(theirs.viewer.workPreferences).toBeNull();
    expect(await events()).toBe(before);
  });

  it('stays untouched: a third company’s offer for the application is NOT_FOUND, and nothing is emitted', async () => {
    const before = await events();

    const answer = await stranger.raw('MakeOffer', {
      input: {
        applicationId: id(story, 'application'),
        pay: { amountMinor: '2000', currency: 'USD' },
        weeklyHoursCap: 5,
        startsOn: new Date().toISOString().slice(0, 10),
        validUntil: new Date(Date.now() + 86_400_000).toISOString(),
      },
    });

    expect(answer.errors.map(({ extensions }) => extensions?.code)).toEqual(['NOT_FOUND']);
    expect(await events()).toBe(before);
  });

  it('shows no name to a company that the person did not apply to', async () => {
    const nova = Buffer.from(`Contributor:${await subjectOf(actor(story, 'nova'))}`).toString('base64url');

    const seen = await stranger.query<{ contributor: { displayName: string | null; headline: string | null } | null }>(ENTITY, {
      id: nova,
    });

    expect(seen.contributor?.displayName ?? null).toBeNull();
  });
});

async function subjectOf(person: Actor): Promise<string> {
  const { viewer } = await person.query<{ viewer: { id: string } }>('query { viewer { id } }');
  return Buffer.from(viewer.id, 'base64url').toString().split(':')[1]!;
}
