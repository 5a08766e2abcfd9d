import { join, type Actor } from '@crossing/tool-journey/actor.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import { openScene, type Scene } from './scene.ts';

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly __typename?: string;
    readonly data?: { readonly viewer?: { readonly email: string } | null };
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
}

const VIEWER = '{ viewer { email sessions { edges { node { device current } } } } }';
const CHANGE = 'mutation { revokeOtherSessions { __typename } }';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

describe('a browser’s session, through the gateway', () => {
  let scene: Scene;
  let olga: Actor;
  beforeAll(async () => {
    scene = await openScene();
    olga = await join(scene.client, { name: 'olga', email: 'olga@web.example' }, DEMO_PASSWORD);
  });
  afterAll(() => scene.end());

  /** As a page of our origin would, but for the headers that say otherwise; null leaves one out. */
  const send = async (
    method: string,
    path: string,
    body: object | null,
    headers: Record<string, string | null> = {},
  ): Promise<Answered> => {
    const all = { origin: scene.graph.url, 'user-agent': FIREFOX, ...(body && { 'content-type': 'application/json' }), ...headers };
    const present = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null);
    const answer = await fetch(`${scene.graph.url}${path}`, {
      method,
      headers: Object.fromEntries(present),
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: (text === '' ? {} : JSON.parse(text)) as Answered['body'] };
  };
  const cookieOf = ({ headers }: Answered): string => headers.getSetCookie()[0]!.split(';')[0]!;
  const signIn = (headers: Record<string, string | null> = {}, password = DEMO_PASSWORD) =>
    send('POST', '/session', { email: olga.email, password }, headers);
  const ask = (query: string, headers: Record<string, string | null>) => send('POST', '/graphql', { query }, headers);
  const codeOf = ({ status, body }: Answered) => [status, body.errors?.[0]?.extensions.code];

  it('opens, asks as its person, and no token reaches the browser', async () => {
    const opened = await signIn();

    expect([opened.status, opened.body]).toEqual([201, { __typename: 'SignInSuccess', expiresAt: expect.any(String) }]);
    expect(opened.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/),
    ]);
    expect(opened.headers.get('cache-control')).toBe('no-store');
    const { status, body } = await ask(VIEWER, { cookie: cookieOf(opened) });
    expect(status).toBe(200);
    expect(body.data!.viewer).toMatchObject({ email: olga.email });
    expect(JSON.stringify(body)).toContain('{"device":"Firefox on Linux","current":true}');
  });

  it('is not opened by a wrong password, nor for an address that nobody has', async () => {
    const wrong = await signIn({}, 'wrong');
    const unknown = await send('POST', '/session', { email: 'nobody@web.example', password: 'wrong' });

    expect([wrong.status, wrong.headers.getSetCookie()]).toEqual([401, []]);
    expect(wrong.body.__typename).toBe('InvalidCredentials');
    expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
    expect(codeOf(await send('POST', '/session', { email: olga.email, password: 7 }))).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('does nothing for another site, which cannot sign anybody in or out either', async () => {
    const cookie = cookieOf(await signIn());
    const evil = { origin: 'https://evil.example' };

    for (const from of [evil, { origin: null }, { ...evil, 'sec-fetch-site': 'cross-site' }, { origin: 'null' }]) {
      expect(codeOf(await ask(CHANGE, { cookie, ...from }))).toEqual([403, 'FORBIDDEN']);
      expect(codeOf(await send('DELETE', '/session', null, { cookie, ...from }))).toEqual([403, 'FORBIDDEN']);
      expect(codeOf(await signIn(from))).toEqual([403, 'FORBIDDEN']);
    }
    const form = await fetch(`${scene.graph.url}/graphql`, {
      method: 'POST',
      headers: { cookie, origin: scene.graph.url, 'content-type': 'text/plain' },
      body: JSON.stringify({ query: CHANGE }),
    });
    expect(form.status).toBe(415);
    expect((await ask(VIEWER, { cookie })).status).toBe(200);
  });

  it('takes over no id that was planted in the browser', async () => {
    const planted = `session=${'p'.repeat(43)}`;
    expect(codeOf(await ask(VIEWER, { cookie: planted }))).toEqual([401, 'UNAUTHENTICATED']);

    const opened = await signIn({ cookie: planted });

    expect(cookieOf(opened)).not.toBe(planted);
    expect(codeOf(await ask(VIEWER, { cookie: planted }))).toEqual([401, 'UNAUTHENTICATED']);
    expect((await ask(VIEWER, { cookie: cookieOf(opened) })).status).toBe(200);
  });

  it('asks as nobody when a token comes with the cookie', async () => {
    const cookie = cookieOf(await signIn());

    expect(codeOf(await ask(VIEWER, { cookie, authorization: `Bearer ${olga.token}` }))).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('is of no use to who has stolen its cookie, once it is signed out', async () => {
    const cookie = cookieOf(await signIn());
    expect((await ask(VIEWER, { cookie })).status).toBe(200);

    const out = await send('DELETE', '/session', null, { cookie });

    expect([out.status, out.headers.getSetCookie()]).toEqual([204, ['session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax']]);
    expect(codeOf(await ask(CHANGE, { cookie }))).toEqual([401, 'UNAUTHENTICATED']);
    expect(codeOf(await ask(VIEWER, { cookie }))).toEqual([401, 'UNAUTHENTICATED']);
    expect((await send('DELETE', '/session', null, { cookie })).status).toBe(204);
  });

  it('ends with the others when its person says so elsewhere', async () => {
    const cookie = cookieOf(await signIn());

    expect((await olga.raw(CHANGE)).errors).toEqual([]);

    expect(codeOf(await ask(CHANGE, { cookie }))).toEqual([401, 'UNAUTHENTICATED']);
  });
});
