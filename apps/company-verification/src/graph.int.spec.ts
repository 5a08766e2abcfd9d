import { graphql } from 'graphql';
import { globalId, readTypeDefs, subgraphSchema, type Caller } from '@crossing/subgraph';
import { anonymous, aPerson, driftOf, statementsOf } from '@crossing/testkit';
import { aMember, openNetwork, rita, type Network } from './spec-network.ts';

/** The parts of the answers that the specs look into. */
interface Answer {
  readonly opportunity: { readonly terms: object | null; readonly revision: object | null } | null;
  readonly company: object | null;
  readonly opportunities: Listed;
  readonly _entities: readonly (object | null)[];
}
interface Listed {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}
const idsOf = ({ edges }: Listed): string[] => edges.map(({ node }) => node.id);

describe('the subgraph', () => {
  let network: Network;
  let ask: (caller: Caller, source: string, variableValues?: Record<string, unknown>) => Promise<Answer>;
  beforeAll(async () => {
    network = await openNetwork();
    const schema = subgraphSchema(readTypeDefs(import.meta.dirname), network.app.resolvers);
    ask = async (caller, source, variableValues = {}) => {
      const result = await graphql({ schema, source, variableValues, contextValue: network.app.createContext(caller) });
      if (result.errors) throw result.errors[0]!.originalError ?? result.errors[0]!;
      return JSON.parse(JSON.stringify(result.data)) as Answer;
    };
  });
  afterAll(() => network.test.drop());

  const OPPORTUNITY = `query ($id: ID!) { opportunity(id: $id) {
    id publication publishedAt version company { id state } terms { revision title payMin { amountMinor } requirements { anyOf { label } } }
    revision { number state findings { item } reasons secondReviewBecause } } }`;
  const REFERENCE = `query ($of: [_Any!]!) { _entities(representations: $of) {
    ... on Opportunity { id publication company { legalName } terms { title } } ... on Company { id legalName version checks { type } } } }`;
  const reference = (type: string, id: string) => ({ of: [{ __typename: type, id: globalId(type, id) }] });

  it('has tables as the entities say', async () => {
    expect(await driftOf(network.test.database.app)).toEqual([]);
  });

  it('shows everybody what is published, with the terms and a company, and no draft of theirs', async () => {
    const { companyId, olga } = await network.verifiedCompany();
    const opportunityId = await network.published(olga);
    const id = globalId('Opportunity', opportunityId);

    const seen = await ask(anonymous, OPPORTUNITY, { id });
    const own = await ask(olga, OPPORTUNITY, { id });

    expect(seen).toMatchObject({
      opportunity: {
        ...{
          id,
          publication: 'PUBLISHED',
          version: null,
          revision: null,
          company: { id: globalId('Company', companyId), state: 'VERIFIED' },
        },
        terms: {
          revision: 1,
          payMin: { amountMinor: '1600' },
          requirements: [{ anyOf: [{ label: expect.stringContaining('Swahili') as string }] }, {}],
        },
      },
    });
    expect(own).toMatchObject({
      opportunity: { version: 2, revision: { number: 1, state: 'APPROVED', secondReviewBecause: ['FIRST_PUBLICATION'] } },
    });
  });

  it('shows a draft to members and reviewers alone', async () => {
    const { companyId, olga } = await network.verifiedCompany();
    const id = globalId('Opportunity', await network.draft(olga));
    const callers = [aMember(companyId, 'VIEWER'), rita, anonymous, aPerson(), (await network.verifiedCompany()).olga];

    const seen = await Promise.all(callers.map((caller) => ask(caller, OPPORTUNITY, { id })));

    expect(seen.map((data) => data.opportunity?.revision ?? null)).toEqual([
      { number: 1, state: 'DRAFT', findings: [], reasons: [], secondReviewBecause: [] },
      { number: 1, state: 'DRAFT', findings: [], reasons: [], secondReviewBecause: [] },
      ...[null, null, null],
    ]);
  });

  it('shows a company that was ever verified to everybody, its version and checks to members and reviewers', async () => {
    const [verified, submitted] = [await network.verifiedCompany(), await network.submittedCompany()];
    const company = async (caller: Caller, id: string) =>
      (
        await ask(caller, 'query ($id: ID!) { company(id: $id) { legalName state version checks { type } reasons } }', {
          id: globalId('Company', id),
        })
      ).company;

    const own = {
      state: 'VERIFIED',
      version: verified.version,
      checks: Array(5).fill({ type: expect.any(String) as string }),
      reasons: [],
    };
    const other = { state: 'VERIFIED', version: null, checks: null, reasons: null };
    expect(await company(verified.olga, verified.companyId)).toMatchObject(own);
    expect(await company(rita, verified.companyId)).toMatchObject(own);
    expect(await company(anonymous, verified.companyId)).toMatchObject(other);
    expect(await company(submitted.olga, verified.companyId)).toMatchObject(other);
    expect(await company(anonymous, submitted.companyId)).toBeNull();
    expect(await company(anonymous, 'not-an-id')).toBeNull();
  });

  it('shows nothing of a company whose time has passed, with no deadline to help', async () => {
    const { companyId, olga, verifiedUntil } = await network.verifiedCompany({}, 20);
    const opportunityId = await network.published(olga);
    const id = globalId('Opportunity', opportunityId);
    const feed = async () =>
      idsOf((await ask(anonymous, '{ opportunities(first: 100) { edges { node { id } } } }')).opportunities).includes(id);
    const listed = async (caller: Caller) =>
      (
        await ask(caller, 'query ($id: ID!) { company(id: $id) { state opportunities { edges { node { id } } } } }', {
          id: globalId('Company', companyId),
        })
      ).company;

    network.time.set(new Date(verifiedUntil.getTime() - 1).toISOString());
    const [before, listedBefore] = [await feed(), await listed(anonymous)];
    network.time.set(verifiedUntil.toISOString());

    expect(before).toBe(true);
    expect(listedBefore).toEqual({ state: 'VERIFIED', opportunities: { edges: [{ node: { id } }] } });
    expect(await feed()).toBe(false);
    expect(await listed(anonymous)).toEqual({ state: 'EXPIRED', opportunities: { edges: [] } });
    expect(await listed(olga)).toEqual({ state: 'EXPIRED', opportunities: { edges: [{ node: { id } }] } });
    expect((await ask(anonymous, OPPORTUNITY, { id })).opportunity).toMatchObject({ terms: null, company: { state: 'EXPIRED' } });
    expect((await ask(olga, OPPORTUNITY, { id })).opportunity).toMatchObject({ terms: { revision: 1 } });
  });

  it('resolves a reference to what was ever published, and to nothing else', async () => {
    const { companyId, olga, version } = await network.verifiedCompany();
    const [published, drafted] = [await network.published(olga), await network.draft(olga)];
    await network.app.useCases.suspendCompany(rita, { companyId, expectedVersion: version, reason: 'Seen.' });

    const [held, hidden, company] = [
      await ask(anonymous, REFERENCE, reference('Opportunity', published)),
      await ask(anonymous, REFERENCE, reference('Opportunity', drafted)),
      await ask(anonymous, REFERENCE, reference('Company', companyId)),
    ];

    const id = globalId('Opportunity', published);
    expect(held._entities).toEqual([{ id, publication: 'HELD', company: { legalName: 'Lantern Labs' }, terms: null }]);
    expect(hidden._entities).toEqual([null]);
    expect(company._entities).toEqual([{ id: globalId('Company', companyId), legalName: 'Lantern Labs', version: null, checks: null }]);
  });

  it('filters and pages the list: latest publication first, each opportunity once', async () => {
    const { olga } = await network.verifiedCompany({ kind: 'PUBLIC_SECTOR_OR_NONPROFIT' });
    const ids: string[] = [];
    for (const domain of ['HEALTHCARE.CARDIOLOGY', 'HEALTHCARE', 'LEGAL.CONTRACTS']) {
      ids.unshift(globalId('Opportunity', await network.published(olga, { domain, complexityTier: domain === 'HEALTHCARE' ? 2 : 1 })));
      network.time.advance(1000);
    }
    const LIST = `query ($filter: OpportunityFilter, $first: Int, $after: String) {
      opportunities(filter: $filter, first: $first, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
    const list = async (filter: object, page = {}) =>
      (await ask(anonymous, LIST, { filter: { companyKinds: ['PUBLIC_SECTOR_OR_NONPROFIT'], ...filter }, ...page })).opportunities;

    const first = await list({}, { first: 2 });
    const second = await list({}, { first: 2, after: first.pageInfo.endCursor });

    expect([first, second].map(idsOf)).toEqual([ids.slice(0, 2), ids.slice(2)]);
    expect([first, second].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
    expect(idsOf(await list({ domains: ['HEALTHCARE'] }))).toEqual(ids.slice(1));
    expect(idsOf(await list({ domains: ['HEALTHCARE.CARDIOLOGY'] }))).toEqual(ids.slice(2));
    expect(idsOf(await list({ complexityTiers: [2], workTypes: ['DATA_ANNOTATION'] }))).toEqual([ids[1]]);
    expect(idsOf(await list({ workTypes: [] }))).toEqual([]);
    expect(idsOf(await list({ domains: ['\0', "' OR true --"] }))).toEqual([]);
    const forged = Buffer.from(JSON.stringify(["' OR 1=1", 'x'])).toString('base64url');
    await expect(list({}, { after: forged })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(list({}, { first: 101 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('sends one statement a level, however long the lists are', async () => {
    const own = await network.verifiedCompany();
    for (let n = 0; n < 3; n++) await network.published(own.olga);
    const PAGE = `{ opportunities(first: 20) { edges { node { id company { legalName checks { type } opportunities(first: 5) { edges { node { id publication } } } }
      terms { title } revision { number findings { item } reasons } } } } }`;

    const statements = await statementsOf(network.test.database.app, () => ask(rita, PAGE));

    // The list; its companies, terms and revisions; then their checks, opportunities and reviews.
    expect(statements).toHaveLength(7);
  });

  it('sends one statement a list for reviewers', async () => {
    const { olga } = await network.verifiedCompany();
    await network.submitted(olga);
    await network.submittedCompany();
    const PAGE = `{ companiesAwaitingDecision { edges { node { legalName checks { type } } } }
      opportunitiesAwaitingVetting { edges { node { company { legalName } revision { terms { title } findings { item } } } } } }`;

    const statements = await statementsOf(network.test.database.app, () => ask(rita, PAGE));

    expect(statements).toHaveLength(6);
  });

  it('reads in one operation what each of its mutations wrote', async () => {
    const { olga } = await network.verifiedCompany();
    const id = globalId('Opportunity', await network.draft(olga));
    const opportunity = 'opportunity { revision { state } company { opportunities { edges { node { publication } } } } }';

    const answer = await ask(
      olga,
      `mutation ($id: ID!) {
        submitOpportunity(input: { opportunityId: $id, revision: 1 }) { ... on SubmitOpportunitySuccess { ${opportunity} } }
        closeOpportunity(input: { opportunityId: $id }) { ... on CloseOpportunitySuccess { ${opportunity} } }
      }`,
      { id },
    );

    const seen = (publication: string) => ({
      opportunity: { revision: { state: 'SUBMITTED' }, company: { opportunities: { edges: [{ node: { publication } }] } } },
    });
    expect(answer).toEqual({ submitOpportunity: seen('UNPUBLISHED'), closeOpportunity: seen('CLOSED') });
  });

  it('answers mutations with what their kind says', async () => {
    const { companyId, olga } = await network.submittedCompany();
    const input = { companyId: globalId('Company', companyId), type: 'VAT', result: 'PASS', note: 'Seen.' };
    const RECORD = `mutation ($input: RecordCheckInput!) { recordCheck(input: $input) {
      __typename ... on RecordCheckSuccess { company { state checks { type } } } ... on Problem { message } } }`;

    const recorded = await ask(rita, RECORD, { input });
    const noted = await ask(rita, RECORD, { input: { ...input, note: '' } });

    expect(recorded).toMatchObject({ recordCheck: { __typename: 'RecordCheckSuccess', company: { state: 'SUBMITTED' } } });
    expect(noted).toMatchObject({ recordCheck: { __typename: 'InvalidInput' } });
    await expect(ask(olga, RECORD, { input })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(ask(rita, RECORD, { input: { ...input, companyId: 'garbage' } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
