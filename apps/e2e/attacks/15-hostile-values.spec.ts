import { actor, id } from '@crossing/tool-journey/story.ts';
import { companies } from '@crossing/tool-journey/demo/companies.ts';
import { post, stage, TELLTALES } from './stage.ts';

const SQL = ["'; DROP TABLE company; --", "' OR '1'='1", '1; SELECT pg_sleep(5)', "\\'; TRUNCATE bus.log; --"];
const UNSTORABLE = ['\u0000', 'a\u0000b', '\ud800', 'x\udfffy'];
const SAVE =
  'mutation ($input: SaveCompanyInput!) { saveCompany(input: $input) { __typename ... on InvalidInput { issues { path rule } } } }';

interface Answered {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

describe('SQL, NUL, lone surrogates, 1 MB strings, 2^31, 1e309, end before start and {} filters: never 500, never all rows', () => {
  const set = stage();
  const olga = actor(set.story, 'olga');
  const nova = actor(set.story, 'nova');

  async function ask(payload: object, token = olga.token): Promise<Answered & { readonly status: number }> {
    const { status, text } = await post(set.url, payload, { authorization: `Bearer ${token}` });
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(TELLTALES);
    expect(text).not.toContain('INTERNAL_SERVER_ERROR');
    return { status, ...(JSON.parse(text) as Answered) };
  }
  const codes = ({ errors = [] }: Answered) => errors.map(({ extensions }) => extensions.code);

  it.each([...SQL, ...UNSTORABLE])('as an id, a cursor and a filter: %j', async (text) => {
    const events = await set.events();
    const byId = await ask({ query: 'query ($id: ID!) { company(id: $id) { id } opportunity(id: $id) { id } }', variables: { id: text } });
    const cursor = await ask({
      query: 'query ($after: String) { opportunities(after: $after) { edges { node { id } } } }',
      variables: { after: text },
    });
    const filter = await ask({
      query: 'query ($domains: [String!]) { opportunities(filter: { domains: $domains }) { edges { node { id } } } }',
      variables: { domains: [text] },
    });
    const mutation = await ask({
      query: 'mutation ($id: ID!) { pauseOpportunity(input: { opportunityId: $id }) { __typename } }',
      variables: { id: text },
    });

    expect(byId.data).toEqual({ company: null, opportunity: null });
    expect(codes(cursor)).toEqual(['BAD_USER_INPUT']);
    expect(JSON.stringify(filter.data ?? null)).not.toContain('"node"');
    expect(codes(mutation)[0]).toMatch(/NOT_FOUND|BAD_USER_INPUT/);
    expect(await set.events()).toBe(events);
  });

  it.each(UNSTORABLE)('as a text that is kept: %j', async (text) => {
    const { kind, registrationCountry, domains, paymentTermsDays } = companies.lantern.details;
    const input = {
      companyId: id(set.story, 'company'),
      legalName: `Lantern ${text}`,
      kind,
      registrationCountry,
      domains,
      paymentTermsDays,
    };

    const answer = await ask({ query: SAVE, variables: { input } });

    expect(codes(answer)[0] ?? (answer.data!['saveCompany'] as { __typename: string }).__typename).toMatch(
      /BAD_USER_INPUT|InvalidInput|WrongState/,
    );
  });

  it.each([
    ['2^31', 'query ($n: Int) { opportunities(first: $n) { edges { node { id } } } }', { n: 2 ** 31 }],
    ['-1', 'query ($n: Int) { opportunities(first: $n) { edges { node { id } } } }', { n: -1 }],
    ['1.5', 'query ($n: Int) { opportunities(first: $n) { edges { node { id } } } }', { n: 1.5 }],
    ['2^31 as a literal', '{ opportunities(first: 2147483648) { edges { node { id } } } }', {}],
    ['1e309 as a literal', '{ opportunities(first: 1e309) { edges { node { id } } } }', {}],
    [
      'a day that is none',
      'mutation ($d: Date!) { makeOffer(input: { applicationId: "x", pay: { amountMinor: 1, currency: "USD" }, weeklyHoursCap: 1, startsOn: $d, validUntil: "2026-01-01T00:00:00Z" }) { __typename } }',
      { d: '2026-02-30' },
    ],
    [
      'money beyond every number',
      'mutation ($m: BigInt!) { makeOffer(input: { applicationId: "x", pay: { amountMinor: $m, currency: "USD" }, weeklyHoursCap: 1, startsOn: "2026-01-01", validUntil: "2026-01-01T00:00:00Z" }) { __typename } }',
      { m: '1e309' },
    ],
  ])('%s is BAD_USER_INPUT', async (_what, query, variables) => {
    const answer = await ask({ query, variables });

    expect([answer.status, ...new Set(codes(answer))]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('1e309 as JSON is BAD_USER_INPUT too', async () => {
    const body = '{"query":"query ($n: Int) { opportunities(first: $n) { edges { node { id } } } }","variables":{"n":1e309}}';
    const response = await fetch(`${set.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain('BAD_USER_INPUT');
  });

  it('an end before its start is refused by what it breaks', async () => {
    const hour = 3_600_000;
    const { data } = await ask(
      {
        query: 'mutation ($input: SubmitWorkInput!) { submitWork(input: $input) { __typename } }',
        variables: {
          input: {
            ...{ engagementId: id(set.story, 'engagement'), kind: 'TIME', quantity: 60 },
            ...{ from: new Date(Date.now() - hour).toISOString(), to: new Date(Date.now() - 2 * hour).toISOString() },
          },
        },
      },
      nova.token,
    );
    expect(data).toEqual({ submitWork: { __typename: 'InvalidInput' } });
  });

  it('an empty filter narrows nothing and shows a page, not all rows', async () => {
    const query = 'query ($f: OpportunityFilter) { opportunities(first: 1, filter: $f) { edges { node { id } } } }';
    for (const f of [{}, { domains: [] }, null]) {
      const { data, errors } = await ask({ query, variables: { f } });
      const edges = (data?.['opportunities'] as { edges: object[] } | undefined)?.edges ?? [];
      expect(edges.length).toBeLessThanOrEqual(1);
      expect(errors ?? []).toEqual([]);
    }
  });

  it('a string of a megabyte is 413 before it is read', async () => {
    const { status, text } = await post(set.url, { query: '{ viewer { id } }', variables: { x: 'x'.repeat(1_000_000) } });

    expect(status).toBe(413);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});
