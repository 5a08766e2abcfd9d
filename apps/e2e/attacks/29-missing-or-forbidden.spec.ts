import type { Actor } from '@crossing/tool-journey/actor.ts';
import { companies } from '@crossing/tool-journey/demo/companies.ts';
import { opportunities } from '@crossing/tool-journey/demo/opportunities.ts';
import { storyDays } from '@crossing/tool-journey/steps-publish.ts';
import { registerCompany, submitProfile } from '@crossing/tool-journey/stories.ts';
import { profiles } from '@crossing/tool-journey/demo/profiles.ts';
import { actor, id } from '@crossing/tool-journey/story.ts';
import { getNamedType, isInputObjectType, type GraphQLField } from 'graphql';
import { apiSchema } from './api-schema.ts';
import { madeUp } from './made-up-input.ts';
import { newcomer, post, randomId, stage, typeOf } from './stage.ts';

const schema = apiSchema();
type Field = GraphQLField<unknown, unknown>;
const fieldsOf = (type: { getFields(): Record<string, Field> }): readonly Field[] => Object.values(type.getFields());

/** Every mutation with every id in its input. */
const MUTATIONS = fieldsOf(schema.getMutationType()!).flatMap(({ name, args: [argument] }) => {
  const input = argument && getNamedType(argument.type);
  if (!isInputObjectType(input)) return [];
  return Object.values(input.getFields())
    .filter(({ type }) => getNamedType(type).name === 'ID')
    .map((field) => [name, field.name, input] as const);
});
/** Every field with an id for its argument, wherever it is. */
const LOOKUPS = fieldsOf(schema.getQueryType()!).filter(({ args }) => args.some(({ type }) => getNamedType(type).name === 'ID'));

const { kind, registrationCountry, domains, paymentTermsDays } = companies.copperfern.details;
const HOUR_MS = 3_600_000;
const INVITE =
  'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { __typename ... on InviteMemberSuccess { invitation { id } } } }';
const VERAS = 'query ($id: ID!) { viewer { sessions { edges { node { id } } } } company(id: $id) { members { edges { node { id } } } } }';

interface Page {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
}
interface Veras {
  readonly viewer: { readonly sessions: Page };
  readonly company: { readonly members: Page };
}

/** Where a made-up input would be refused for what it says, before anybody looks for the thing. */
const SENSIBLE: Readonly<Record<string, () => object>> = {
  saveCompany: () => ({ legalName: 'Taken Over', kind, registrationCountry, domains, paymentTermsDays }),
  draftOpportunity: () => ({ terms: opportunities[0]!.terms(storyDays()) }),
  inviteMember: () => ({ email: 'friend@attacks.example' }),
  submitWork: () => ({ from: new Date(Date.now() - HOUR_MS).toISOString(), to: new Date().toISOString() }),
};

describe('missing and forbidden answer the same, byte for byte, wherever an id is taken', () => {
  const set = stage();
  const { story } = set;
  let [eve, evesCompany]: [Actor, string] = [undefined!, ''];
  let theirs: Readonly<Record<string, string>>;

  beforeAll(async () => {
    const [olga, vera] = [actor(story, 'olga'), await newcomer(set, 'Vera Veiled')];
    eve = await newcomer(set, 'Eve Everywhere');
    evesCompany = await registerCompany(eve, 'Eve Everywhere Ltd');
    const companyId = await registerCompany(vera, 'Veiled Ventures');
    await set.settled();
    const invited = { companyId, email: 'invited@attacks.example', role: 'VIEWER' };
    const { invitation } = await vera.attempt<{ invitation: { id: string } }>(INVITE, invited);
    const { viewer, company } = await vera.query<Veras>(VERAS, { id: companyId });
    const terms = opportunities[0]!.terms(storyDays());
    const draft = { companyId: id(story, 'company'), terms };
    const { opportunity } = await olga.mutate<{ opportunity: { id: string } }>('DraftOpportunity', draft);
    theirs = {
      ...{ companyId, opportunityId: opportunity.id, invitationId: invitation.id },
      ...{ applicationId: id(story, 'application'), offerId: id(story, 'offer'), engagementId: id(story, 'engagement') },
      ...{ profileId: (await submitProfile(vera, profiles.juma)).id, workRecordId: await workOf(actor(story, 'nova')) },
      ...{ sessionId: viewer.sessions.edges[0]!.node.id, memberId: company.members.edges[0]!.node.id },
      ...{ company: companyId, opportunity: opportunity.id, contributor: await contributorIdOf(vera) },
    };
    await set.settled();
  });
  afterAll(() => set.client.moveClock(0));

  async function workOf(who: Actor): Promise<string> {
    await set.client.moveClock(2 * HOUR_MS);
    const [from, to] = [HOUR_MS, 2 * HOUR_MS - 60_000].map((ms) => new Date(Date.now() + ms).toISOString());
    const input = { engagementId: id(story, 'engagement'), kind: 'TIME', quantity: 5, from, to };
    return (await who.mutate<{ workRecord: { id: string } }>('SubmitWork', input)).workRecord.id;
  }
  async function contributorIdOf({ email }: Actor): Promise<string> {
    const [account] = await set.sql<{ subject_ref: string }>('SELECT subject_ref FROM identity.account WHERE email = $1', [email]);
    return Buffer.from(`Contributor:${account!.subject_ref}`).toString('base64url');
  }
  const ask = async (query: string, variables: object) => {
    const { status, text } = await post(set.url, { query, variables }, { authorization: `Bearer ${eve.token}` });
    return { status, text: text.replace(/"correlationId":"[^"]*"/g, '') };
  };

  it('is asked about things that there are', () => {
    expect(MUTATIONS.length).toBeGreaterThan(30);
    expect(LOOKUPS.map(({ name }) => name).sort()).toEqual(['company', 'contributor', 'opportunity']);
    for (const [, field] of MUTATIONS) expect([field, theirs[field]]).toEqual([field, expect.stringMatching(/^\w+$/)]);
  });

  it.each(MUTATIONS)('%s by %s', async (name, field, input) => {
    const [before, query] = [await set.events(), `mutation ($input: ${input.name}!) { ${name}(input: $input) { __typename } }`];
    const rest = { ...(madeUp(input) as object), ...(name === 'draftOpportunity' && { companyId: evesCompany }), ...SENSIBLE[name]?.() };

    const forbidden = await ask(query, { input: { ...rest, [field]: theirs[field] } });
    const missing = await ask(query, { input: { ...rest, [field]: randomId(typeOf(theirs[field]!)) } });

    expect(forbidden).toEqual(missing);
    // What only staff may do is refused before anybody looks for the thing.
    expect(forbidden.text).toMatch(/"code":"(NOT_FOUND|FORBIDDEN)"/);
    expect(await set.events()).toBe(before);
  });

  it.each(LOOKUPS.map(({ name }) => name))('%s', async (name) => {
    const query = `query ($id: ID!) { ${name}(id: $id) { __typename id } }`;

    const forbidden = await ask(query, { id: theirs[name] });

    expect(forbidden).toEqual(await ask(query, { id: randomId(typeOf(theirs[name]!)) }));
    expect(forbidden.text).toBe(`{"data":{"${name}":null}}\n`);
  });
});
