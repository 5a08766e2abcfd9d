import { anonymous, join, mailedToken, trySignIn, type Actor } from '@crossing/tool-journey/actor.ts';
import type { GraphError } from '@crossing/tool-journey/graph-client.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { openScene, type Scene } from './scene.ts';

const NEW_PASSWORD = 'nine violet teapots argue politely';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInSuccess { accessToken } } }';
const SESSIONS = 'query { viewer { sessions { edges { node { id device current } } } } }';
/** Each takes an input and answers a union of which only the member matters here. */
const document = (mutation: string, Input: string) => `mutation ($input: ${Input}!) { ${mutation}(input: $input) { __typename } }`;
const RESET = document('resetPassword', 'ResetPasswordInput');
const REQUEST_RESET = document('requestPasswordReset', 'RequestPasswordResetInput');
const CHANGE_EMAIL = document('changeEmail', 'ChangeEmailInput');
const CONFIRM_EMAIL = document('confirmEmailChange', 'ConfirmEmailChangeInput');
const CHANGE_PASSWORD = document('changePassword', 'ChangePasswordInput');
const REVOKE = document('revokeSession', 'RevokeSessionInput');

interface Sessions {
  readonly viewer: {
    readonly sessions: { readonly edges: readonly { readonly node: { id: string; device: string; current: boolean } }[] };
  };
}

const codesOf = ({ errors }: { readonly errors: readonly GraphError[] }) => errors.map(({ extensions }) => extensions?.code);
const kind = async (who: Actor, operation: string, input: object) => (await who.attempt(operation, { ...input })).__typename;
const sessionsOf = async (who: Actor) => (await who.query<Sessions>(SESSIONS)).viewer.sessions.edges.map(({ node }) => node);

describe('an account, through the gateway', () => {
  let scene: Scene;
  beforeAll(async () => void (scene = await openScene()));
  afterAll(() => scene.end());

  const person = (name: string) => ({ name, email: `${name}@accounts.example` });
  const enter = (name: string, password = DEMO_PASSWORD) => trySignIn(scene.client, person(name), password);
  const newToken = (email: string, known?: string) => mailedToken(scene.client, email, known);

  it('is recovered by mail, and whoever was signed in is out', async () => {
    const nova = await join(scene.client, person('nova'), DEMO_PASSWORD);
    const confirmation = await scene.client.confirmationToken(nova.email);

    expect(await kind(anonymous(scene.client), REQUEST_RESET, { email: nova.email })).toBe('RequestPasswordResetSuccess');
    expect(await kind(anonymous(scene.client), REQUEST_RESET, { email: 'nobody@accounts.example' })).toBe('RequestPasswordResetSuccess');
    const token = await newToken(nova.email, confirmation);
    expect(await kind(anonymous(scene.client), RESET, { token, newPassword: NEW_PASSWORD })).toBe('ResetPasswordSuccess');

    expect(codesOf(await nova.raw(CHANGE_PASSWORD, { input: { currentPassword: 'x', newPassword: 'y' } }))).toEqual(['UNAUTHENTICATED']);
    expect(await enter('nova')).toBeNull();
    expect(await enter('nova', NEW_PASSWORD)).not.toBeNull();
  });

  it('moves to another address when its mail comes back', async () => {
    const olga = await join(scene.client, person('olga'), DEMO_PASSWORD);

    expect(await kind(olga, CHANGE_EMAIL, { password: DEMO_PASSWORD, newEmail: person('olga-new').email })).toBe('ChangeEmailSuccess');
    const token = await newToken(person('olga-new').email);
    expect(await kind(anonymous(scene.client), CONFIRM_EMAIL, { token })).toBe('ConfirmEmailChangeSuccess');

    expect(await enter('olga')).toBeNull();
    expect(await enter('olga-new')).not.toBeNull();
    expect(await olga.query('query { viewer { email } }')).toEqual({ viewer: { email: person('olga-new').email } });
  });

  it('lists its sessions by device; a revoked one is out, a stranger’s is missing', async () => {
    const rita = await join(scene.client, person('rita'), DEMO_PASSWORD);
    const vera = await join(scene.client, person('vera'), DEMO_PASSWORD);
    const answer = await fetch(`${scene.graph.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      },
      body: JSON.stringify({ query: SIGN_IN, variables: { input: { email: rita.email, password: DEMO_PASSWORD } } }),
    });
    const { data } = (await answer.json()) as { data: { signIn: { accessToken: string } } };
    const elsewhere = (question: object) =>
      fetch(`${scene.graph.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${data.signIn.accessToken}` },
        body: JSON.stringify(question),
      });

    const sessions = await sessionsOf(rita);
    expect(sessions).toMatchObject([
      { device: 'Firefox on Linux', current: false },
      { device: 'node', current: true },
    ]);
    expect(codesOf(await vera.raw(REVOKE, { input: { sessionId: sessions[0]!.id } }))).toEqual(['NOT_FOUND']);
    expect(await sessionsOf(rita)).toHaveLength(2);

    expect(await kind(rita, REVOKE, { sessionId: sessions[0]!.id })).toBe('RevokeSessionSuccess');

    expect((await elsewhere({ query: REVOKE, variables: { input: { sessionId: sessions[1]!.id } } })).status).toBe(401);
    expect(await sessionsOf(rita)).toMatchObject([{ current: true }]);
  });

  it('takes one credential an operation', async () => {
    const two = `mutation { a: confirmEmailChange(input: { token: "a" }) { __typename } b: resetPassword(input: { token: "b", newPassword: "c" }) { __typename } }`;

    expect(codesOf(await anonymous(scene.client).raw(two))).toEqual(['QUERY_TOO_EXPENSIVE']);
  });
});
