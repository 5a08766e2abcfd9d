import { globalId } from '@crossing/subgraph';
import { anonymous, aPerson, statementsOf } from '@crossing/testkit';
import { aMember } from './spec-matching.ts';
import { graphOf } from './spec-graph.ts';
import { openScene, type Scene } from './spec-scene.ts';

const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Viewer { workPreferences { hoursPerWeek { max } } }
  ... on Application { state note decision: eligibility { clauses { clauseKey atoms { actual } } } }
  ... on Offer { offerState: state pay { amountMinor } }
  ... on Engagement { engagementState: state }
  ... on WorkRecord { workState: state quantity }
  ... on Opportunity { seatsLeft eligibility { outcome } applications { edges { node { id } } } }
} }`;

describe('the graph', () => {
  let scene: Scene;
  let ask: ReturnType<typeof graphOf>;
  beforeAll(async () => {
    scene = await openScene();
    ask = graphOf(scene);
  });
  afterAll(() => scene.close());

  it('reads a company’s whole list, however long, with one statement a level', async () => {
    const { opportunityId, olga } = await scene.anOpportunity({ seats: 5 });
    for (let n = 0; n < 4; n++) {
      const nova = await scene.aContributor();
      const { applicationId } = await scene.application(nova, opportunityId);
      const { offerId, termsHash } = await scene.offer(olga, applicationId);
      await scene.acceptOffer(nova, { offerId, termsHash });
      const { engagementId } = (await scene.viewEngagementsOfOffers(nova, [offerId]))[0]!;
      const { workRecordId } = await scene.work(nova, engagementId);
      await scene.acceptWork(olga, { workRecordId });
    }
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Opportunity {
      seatsLeft
      applications { edges { node {
        state contributor { id } eligibility { outcome clauses { clauseKey } }
        offer { state termsHash engagement { state work { edges { node { quantity obligation { amount { amountMinor } } } } } } }
      } } }
    } } }`;
    const representations = [{ __typename: 'Opportunity', id: globalId('Opportunity', opportunityId) }];

    let answer: Awaited<ReturnType<typeof ask>> | undefined;
    const statements = await statementsOf(scene.test.database.app, async () => (answer = await ask(olga, query, { representations })));

    expect(answer!.errors).toBeUndefined();
    const text = JSON.stringify(answer!.data);
    expect(text.match(/"amountMinor":"2250"/g)).toHaveLength(4);
    expect(text).not.toContain('"rate"');
    const tables = statements.map((statement) => /FROM (?:"?matching"?\.)?"?(\w+)"?/.exec(statement)?.[1]);
    // opportunity_view twice: once for who may see the applications, once for who may see the seats.
    expect(tables.sort()).toEqual(
      [
        ...['application', 'eligibility_decision', 'engagement', 'obligation', 'offer', 'opportunity_view', 'opportunity_view'],
        ...['seat_allocation', 'work_record'],
      ].sort(),
    );
  });

  it('lists a person’s own applications and engagements with one statement a level', async () => {
    const nova = await scene.aContributor();
    for (let n = 0; n < 3; n++) {
      const { opportunityId, olga } = await scene.anOpportunity();
      const { applicationId } = await scene.application(nova, opportunityId);
      const { offerId, termsHash } = await scene.offer(olga, applicationId, { weeklyHoursCap: 5 });
      await scene.acceptOffer(nova, { offerId, termsHash });
    }
    const query = `{ viewer {
      applications(first: 2) { edges { node { id offer { id } } } pageInfo { hasNextPage endCursor } }
      engagements { edges { node { state offer { title } } } }
    } }`;

    let answer: Awaited<ReturnType<typeof ask>> | undefined;
    const statements = await statementsOf(scene.test.database.app, async () => (answer = await ask(nova, query)));

    expect(answer!.errors).toBeUndefined();
    expect(answer!.data).toMatchObject({ viewer: { applications: { pageInfo: { hasNextPage: true } } } });
    expect(statements).toHaveLength(4);
    const { endCursor } = (answer!.data as { viewer: { applications: { pageInfo: { endCursor: string } } } }).viewer.applications.pageInfo;
    const rest = await ask(nova, 'query ($after: String) { viewer { applications(first: 2, after: $after) { edges { node { id } } } } }', {
      after: endCursor,
    });
    expect(JSON.stringify(rest.data).match(/"id"/g)).toHaveLength(1);
  });

  it('answers a stranger’s references as if nothing were there', async () => {
    const { nova, olga, opportunityId, applicationId, offerId, engagementId } = await scene.engaged();
    const { workRecordId } = await scene.work(nova, engagementId);
    const representations = [
      { __typename: 'Viewer', id: globalId('Viewer', nova.subject) },
      { __typename: 'Application', id: globalId('Application', applicationId) },
      { __typename: 'Offer', id: globalId('Offer', offerId) },
      { __typename: 'Engagement', id: globalId('Engagement', engagementId) },
      { __typename: 'WorkRecord', id: globalId('WorkRecord', workRecordId) },
      { __typename: 'Application', id: 'garbage' },
    ];
    const hidden = representations.map(() => null);

    for (const caller of [aPerson(), anonymous, aMember(opportunityId, 'OWNER')]) {
      expect((await ask(caller, ENTITIES, { representations })).data!['_entities']).toEqual(hidden);
    }
    const own = (await ask(nova, ENTITIES, { representations })).data!['_entities'] as (object | null)[];
    const theirs = (await ask(olga, ENTITIES, { representations })).data!['_entities'] as (object | null)[];
    expect(own.map((entity) => entity !== null)).toEqual([true, true, true, true, true, false]);
    expect(theirs.map((entity) => entity !== null)).toEqual([false, true, true, true, true, false]);
  });

  it('shows applications to members alone: null to the applicant and to strangers', async () => {
    const { nova, olga, opportunityId } = await scene.offered();
    const representations = [{ __typename: 'Opportunity', id: globalId('Opportunity', opportunityId) }];
    const applicationsFor = async (caller: typeof nova) =>
      ((await ask(caller, ENTITIES, { representations })).data!['_entities'] as { applications: unknown }[])[0]!.applications;

    expect(await applicationsFor(nova)).toBeNull();
    expect(await applicationsFor(aPerson())).toBeNull();
    expect(await applicationsFor(olga)).toMatchObject({ edges: [{}] });
  });

  it('reads in one operation what each of its mutations wrote', async () => {
    const { nova, opportunityId, offerId } = await scene.offered();
    const again = `applyToOpportunity(input: { opportunityId: $opportunity, revision: 1 }) { ... on AlreadyApplied { application { state offer { state } } } }`;
    const mutation = `mutation ($opportunity: ID!, $offer: ID!) {
      before: ${again}
      declineOffer(input: { offerId: $offer }) { __typename }
      after: ${again}
    }`;

    const answer = await ask(nova, mutation, { opportunity: globalId('Opportunity', opportunityId), offer: globalId('Offer', offerId) });

    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({
      before: { application: { state: 'OFFERED', offer: { state: 'ISSUED' } } },
      after: { application: { state: 'DECLINED', offer: { state: 'DECLINED' } } },
    });
  });

  it('refuses another’s objects by name, and leaves the other answers of the operation alone', async () => {
    const { olga, applicationId } = await scene.offered();
    const mutation = `mutation ($application: ID!) {
      theirs: withdrawApplication(input: { applicationId: $application }) { __typename }
      own: setWorkPreferences(input: { hoursPerWeek: { min: 0, max: 9 } }) { __typename }
    }`;

    const answer = await ask(olga, mutation, { application: globalId('Application', applicationId) });

    expect(answer.errors!.map(({ message, path }) => [message, path])).toEqual([[expect.stringContaining('No application'), ['theirs']]]);
    expect(answer.data).toEqual({ theirs: null, own: { __typename: 'SetWorkPreferencesSuccess' } });
  });
});
