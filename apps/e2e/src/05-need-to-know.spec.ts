import { join, type Actor } from '@crossing/tool-journey/actor.ts';
import { companies } from '@crossing/tool-journey/demo/companies.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { profiles, workPreferences } from '@crossing/tool-journey/demo/profiles.ts';
import { eventually } from '@crossing/tool-journey/graph-client.ts';
import { registerCompany, submitCompany, verifyCompany } from '@crossing/tool-journey/stories.ts';
import { actor, id, type Story } from '@crossing/tool-journey/story.ts';
import { openScene, uuidOf, type Scene } from './scene.ts';

const PREFERENCES = 'query { viewer { workPreferences { hoursPerWeek { min } minHourly { amountMinor } } } }';
const APPLICATIONS = 'query ($id: ID!) { opportunity(id: $id) { id applications { edges { node { id } } } } }';
const REASONS = `query ($id: ID!) { opportunity(id: $id) { id applications { edges { node {
  eligibility { clauses { clauseKey atoms { required actual } } counterfactuals { change } } } } } } }`;
const OWN_REASONS = 'query { viewer { applications { edges { node { eligibility { clauses { clauseKey } } } } } } }';
const ENTITY = 'query ($id: ID!) { contributor(id: $id) { id displayName headline } }';

interface Clause {
  readonly clauseKey: string;
  readonly atoms: readonly { readonly actual: string | null }[];
}
interface Nodes<Node> {
  readonly edges: readonly { readonly node: Node }[];
}
interface Reasons {
  readonly opportunity: {
    readonly applications: Nodes<{
      readonly eligibility: { readonly clauses: readonly Clause[]; readonly counterfactuals: readonly object[] };
    }>;
  };
}
interface OwnReasons {
  readonly viewer: { readonly applications: Nodes<{ readonly eligibility: { readonly clauses: readonly Pick<Clause, 'clauseKey'>[] } }> };
}

describe('what is not one’s business', () => {
  let scene: Scene;
  let story: Story;
  let stranger: Actor;
  let strangers: string;
  beforeAll(async () => {
    scene = await openScene();
    ({ story } = await scene.play(14));
    stranger = await join(scene.client, { name: 'Cora Third', email: 'cora@third.example' }, DEMO_PASSWORD);
    const companyId = await registerCompany(stranger, 'Third Company');
    strangers = uuidOf(companyId);
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

    const own = await actor(story, 'nova').query<{ viewer: { workPreferences: object | null } }>(PREFERENCES);
    expect(own.viewer.workPreferences).toMatchObject({ minHourly: { amountMinor: workPreferences.nova.minHourly.amountMinor } });
    expect(olga.viewer.workPreferences).toBeNull();
    expect(nova.data?.opportunity.applications).toBeNull();
    expect(third.data?.opportunity.applications).toBeNull();
    expect(theirs.viewer.workPreferences).toBeNull();
    expect(await events()).toBe(before);
  });

  it('stays out of the reasons that the company reads: no rate, no hours, nothing of what the person has', async () => {
    const olga = await actor(story, 'olga').query<Reasons>(REASONS, { id: id(story, 'opportunity') });
    const nova = await actor(story, 'nova').query<OwnReasons>(OWN_REASONS);

    const keysOf = (clauses: readonly { readonly clauseKey: string }[]) => clauses.map(({ clauseKey }) => clauseKey);
    const [seen] = olga.opportunity.applications.edges.map(({ node }) => node.eligibility);
    const whole = keysOf(nova.viewer.applications.edges[0]!.node.eligibility.clauses);
    expect(whole).toEqual(expect.arrayContaining(['hours', 'rate']));
    expect(keysOf(seen!.clauses)).toEqual(whole.filter((key) => key !== 'hours' && key !== 'rate'));
    expect(seen!.clauses.flatMap(({ atoms }) => atoms.map(({ actual }) => actual)).every((actual) => actual === null)).toBe(true);
    expect(seen!.counterfactuals).toEqual([]);
  });

  it('stays unread by SQL too: row-level security shows rows to their parties only', async () => {
    const rows = async (person: Actor, companies: readonly string[]) => {
      const as = { service: 'matching', kind: 'app', subject: await subjectOf(person), companies } as const;
      const count = async (table: string) => (await scene.sql(`SELECT 1 FROM ${table}`, [], as)).length;
      return Promise.all(['work_preferences', 'eligibility_evidence', 'eligibility_decision', 'application'].map(count));
    };

    expect(await rows(actor(story, 'nova'), [])).toEqual([1, 1, 1, 1]);
    expect(await rows(actor(story, 'olga'), [uuidOf(id(story, 'company'))])).toEqual([0, 0, 1, 1]);
    expect(await rows(stranger, [strangers])).toEqual([0, 0, 0, 0]);
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
    const { displayName, headline } = profiles.nova;
    // Both hear by events why they may look: an application, and that they are a verified company.
    const cardFor = (person: Actor) =>
      eventually(
        'a card',
        () => person.query<{ contributor: { displayName: string | null; headline: string | null } | null }>(ENTITY, { id: nova }),
        ({ contributor }) => contributor !== null && (person === stranger || contributor.displayName !== null),
      );

    expect((await cardFor(actor(story, 'olga'))).contributor).toEqual({ id: nova, displayName, headline });
    expect((await cardFor(stranger)).contributor).toEqual({ id: nova, displayName: null, headline });
  });
});

async function subjectOf(person: Actor): Promise<string> {
  const { viewer } = await person.query<{ viewer: { id: string } }>('query { viewer { id } }');
  return Buffer.from(viewer.id, 'base64url').toString().split(':')[1]!;
}
