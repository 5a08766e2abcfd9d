import { join, mailedToken, trySignIn, type Actor } from '@crossing/tool-journey/actor.ts';
import type { GraphError } from '@crossing/tool-journey/graph-client.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { openScene, type Scene } from './scene.ts';

const document = (mutation: string, Input: string, more = '') =>
  `mutation ($input: ${Input}!) { ${mutation}(input: $input) { __typename ${more} } }`;
const INVITE = document('inviteMember', 'InviteMemberInput', '... on InviteMemberSuccess { invitation { id state } }');
const ACCEPT = document('acceptInvitation', 'AcceptInvitationInput', '... on InvitationNotOpen { reason }');
const REMOVE = document('removeMember', 'RemoveMemberInput');
const REGISTER = document('registerCompany', 'RegisterCompanyInput', '... on RegisterCompanySuccess { company { id } }');
const PEOPLE = `query ($id: ID!) { company(id: $id) { id
  members { edges { node { id email role isViewer } } } invitations { edges { node { email state } } } } }`;

interface People {
  readonly company: null | {
    readonly members: {
      readonly edges: readonly { readonly node: { readonly id: string; readonly email: string; readonly role: string } }[];
    } | null;
    readonly invitations: { readonly edges: readonly { readonly node: { readonly email: string; readonly state: string } }[] } | null;
  };
}

const codesOf = ({ errors }: { readonly errors: readonly GraphError[] }) => errors.map(({ extensions }) => extensions?.code);
const second = () => new Promise((resolve) => setTimeout(resolve, 1_000));

describe('an organisation, through the gateway', () => {
  let scene: Scene;
  let olga: Actor;
  let companyId: string;
  beforeAll(async () => {
    scene = await openScene();
    olga = await join(scene.client, person('olga'), DEMO_PASSWORD);
    const founded = await olga.attempt<{ company: { id: string } }>(REGISTER, { name: 'Lantern Labs' });
    companyId = founded.company.id;
  });
  afterAll(() => scene.end());

  const person = (name: string) => ({ name, email: `${name}@organisations.example` });
  /** Null for whoever is no member: nobody else sees a company before it is verified. */
  const peopleSeenBy = async (who: Actor) => (await who.query<People>(PEOPLE, { id: companyId })).company;
  const mailedTo = (email: string, known?: string) => mailedToken(scene.client, email, known);
  /** Invited by the owner, registered afterwards if need be, and accepted. */
  async function joined(name: string, role: string): Promise<Actor> {
    const who = await join(scene.client, person(name), DEMO_PASSWORD);
    const known = await scene.client.confirmationToken(who.email);
    expect((await olga.attempt(INVITE, { companyId, email: who.email, role })).__typename).toBe('InviteMemberSuccess');
    const token = await mailedTo(who.email, known);
    expect((await who.attempt(ACCEPT, { token })).__typename).toBe('AcceptInvitationSuccess');
    return who;
  }

  it('takes in who is invited, registers and accepts; the next request counts', async () => {
    const invited = await olga.attempt<{ invitation: { state: string } }>(INVITE, {
      companyId,
      email: person('nova').email,
      role: 'RECRUITER',
    });
    const token = await mailedTo(person('nova').email);
    const nova = await join(scene.client, person('nova'), DEMO_PASSWORD);
    const rita = await join(scene.client, person('rita'), DEMO_PASSWORD);

    expect(invited.invitation.state).toBe('PENDING');
    expect(await peopleSeenBy(nova)).toBeNull();
    expect(await rita.attempt(ACCEPT, { token })).toMatchObject({ __typename: 'InvitationNotOpen', reason: 'OTHER_ADDRESS' });
    const twice = await Promise.all([nova.attempt(ACCEPT, { token }), nova.attempt(ACCEPT, { token })]);
    expect(twice.map(({ __typename }) => __typename).toSorted()).toEqual(['AcceptInvitationSuccess', 'InvitationNotOpen']);

    await second();
    const seen = (await peopleSeenBy(nova))!;
    expect(seen.members!.edges.map(({ node }) => [node.email, node.role])).toEqual([
      [olga.email, 'OWNER'],
      [nova.email, 'RECRUITER'],
    ]);
    expect(seen.invitations).toBeNull();
    expect((await peopleSeenBy(olga))!.invitations!.edges).toEqual([{ node: { email: nova.email, state: 'ACCEPTED' } }]);
    expect(await peopleSeenBy(rita)).toBeNull();
  });

  it('puts out whom an owner removes: mutations at once, reads after a second', async () => {
    const sam = await joined('sam', 'OWNER');
    const reading = (await trySignIn(scene.client, sam, DEMO_PASSWORD))!;
    await second();
    const members = (await peopleSeenBy(reading))!.members!.edges.map(({ node }) => node);
    const idOf = (email: string) => members.find((member) => member.email === email)!.id;

    expect((await olga.attempt(REMOVE, { memberId: idOf(sam.email) })).__typename).toBe('RemoveMemberSuccess');

    const input = { companyId, email: 'x@organisations.example', role: 'OWNER' };
    expect(codesOf(await sam.raw(INVITE, { input }))).toEqual(['NOT_FOUND']);
    expect(codesOf(await sam.raw(REMOVE, { input: { memberId: idOf(olga.email) } }))).toEqual(['NOT_FOUND']);
    await second();
    expect(await peopleSeenBy(reading)).toBeNull();
    expect((await olga.attempt(REMOVE, { memberId: idOf(olga.email) })).__typename).toBe('LastOwner');
  });
});
