import type { Actor } from '@crossing/tool-journey/actor.ts';
import { DEMO_PASSWORD } from '@crossing/tool-journey/demo/people.ts';
import type { Stage } from './stage.ts';

const SIGN_IN =
  'mutation ($input: SignInInput!) { signIn(input: $input) { __typename ... on SignInSuccess { accessToken refreshToken } } }';

/** Both tokens of a session. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** What the token endpoint answers: tokens, or an error of RFC 6749. */
export interface TokenAnswer {
  readonly status: number;
  readonly body: { readonly access_token?: string; readonly refresh_token?: string; readonly error?: string };
}

/** A new session of somebody who has joined. */
export async function openSession({ client }: Stage, { email }: Pick<Actor, 'email'>): Promise<Tokens> {
  const { data } = await client.ask<{ signIn: Tokens }>({ operation: SIGN_IN, variables: { input: { email, password: DEMO_PASSWORD } } });
  return data!.signIn;
}

/** Asks for new tokens as an app does. */
export async function refresh({ url }: Stage, refreshToken: string): Promise<TokenAnswer> {
  const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'first-party', refresh_token: refreshToken });
  const answer = await fetch(`${url}/oidc/token`, { method: 'POST', body });
  return { status: answer.status, body: (await answer.json()) as TokenAnswer['body'] };
}

/** RFC 6749, 5.2. */
export const INVALID_GRANT = { status: 400, body: { error: 'invalid_grant' } };

/** How often identity's audit log tells of a token of theirs that was used twice. */
export const reusesOf = async ({ sql }: Stage, { email }: Pick<Actor, 'email'>): Promise<number> =>
  (
    await sql(
      `SELECT 1 FROM identity.audit_entry JOIN identity.account ON aggregate_id = subject_ref::text
       WHERE action = 'session.token-reused' AND email = $1`,
      [email],
    )
  ).length;
