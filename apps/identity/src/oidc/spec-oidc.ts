import { createHttp } from '@crossing/subgraph';
import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { identityOnDatabase, PASSWORD, PUBLIC_URL } from '../spec-identity.ts';
import { withTokens, type SignedInWithTokens } from '../session/with-tokens.ts';
import { anonymous } from '@crossing/testkit';
import { formToken } from './interaction/form-token.ts';
import { openClientSession } from './open-client-session.ts';
import { addOidcRoutes } from './oidc.routes.ts';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** For specs: the provider over HTTP, on a real database. */
export async function oidcOverHttp() {
  const world = await identityOnDatabase();
  const http = createHttp({ log: quiet, bodyLimit: 100_000 });
  await addOidcRoutes(http, {
    ...{ provider: world.oidc.provider, publicUrl: PUBLIC_URL, formToken: formToken(world.opening.sealing) },
    ...{ signIn: world.enter, completeSignIn: world.completeSignIn, openClientSession: openClientSession(world.opening) },
  });
  const url = await http.listen({ port: 0, host: '127.0.0.1' });
  const enter = withTokens(world.enter, world.oidc.issueTokens);
  const post = async (path: string, form: Readonly<Record<string, string>>): Promise<Answer> => {
    const answer = await fetch(`${url}/oidc/${path}`, { method: 'POST', body: new URLSearchParams(form) });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
  };
  const get = async <T>(path: string): Promise<T> => (await (await fetch(`${url}/oidc/${path}`)).json()) as T;
  return {
    ...world,
    url,
    get,
    post,
    refresh: (token: string) => post('token', { grant_type: 'refresh_token', client_id: 'first-party', refresh_token: token }),
    published: async () => createLocalJWKSet(await get<JSONWebKeySet>('jwks')),
    signIn: async (email: string) => (await enter(anonymous, { email, password: PASSWORD, device: 'curl' })) as SignedInWithTokens,
    async end() {
      await http.close();
      await world.test.drop();
    },
  };
}

export type OidcOverHttp = Awaited<ReturnType<typeof oidcOverHttp>>;
