import type { Answer, GraphClient } from './graph-client.ts';

interface Named {
  readonly name: string;
  readonly email: string;
}

/** The answer of one mutation: its `__typename`, and the fields of whichever member it is. */
export type Result<Fields> = { readonly __typename: string; readonly message?: string } & Fields;

/** A signed-in person at the gateway. */
export interface Actor {
  readonly name: string;
  readonly email: string;
  readonly token: string;
  query<Data>(operation: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
  /** Runs a mutation with one root field and answers whichever member of its union came. Throws for an error. */
  attempt<Fields>(operation: string, input: Readonly<Record<string, unknown>>): Promise<Result<Fields>>;
  /** As `attempt`, and throws unless it is the `…Success` (or the member named by `expected`). */
  mutate<Fields>(operation: string, input: Readonly<Record<string, unknown>>, expected?: string): Promise<Result<Fields>>;
  /** The whole answer, errors included. */
  raw<Data>(operation: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer<Data>>;
}

/** Registers, confirms by mail and signs in; only signs in when the person exists. */
export async function join(graph: GraphClient, person: Named, password: string): Promise<Actor> {
  const signedIn = await trySignIn(graph, person, password);
  if (signedIn) return signedIn;
  // Who was invited has a token of another kind already.
  const known = await graph.confirmationToken(person.email).catch(() => null);
  await anonymous(graph).mutate('RegisterAccount', {
    email: person.email,
    password,
    locale: 'en',
    timeZone: 'Europe/Berlin',
    acceptedTermsVersion: '2026-01',
    adult: true,
  });
  const token = await mailedToken(graph, person.email, known);
  await anonymous(graph).mutate('VerifyEmail', { token });
  const actor = await trySignIn(graph, person, password);
  if (!actor) throw new Error(`${person.email} registered and confirmed, but cannot sign in.`);
  return actor;
}

/** Somebody who is not signed in. */
export const anonymous = (graph: GraphClient): Actor => actorOf(graph, { name: 'nobody', email: '' }, '');

/** Signs in; null when the address and password are not those of a confirmed account. */
export async function trySignIn(graph: GraphClient, person: Named, password: string): Promise<Actor | null> {
  const answer = await anonymous(graph).attempt<{ accessToken?: string }>('SignIn', { email: person.email, password });
  return answer.accessToken ? actorOf(graph, person, answer.accessToken) : null;
}

/** A person at the gateway with the access token that they have. */
export function actorOf(graph: GraphClient, { name, email }: Named, token: string): Actor {
  const raw: Actor['raw'] = (operation, variables) => graph.ask({ operation, variables, token });
  const query: Actor['query'] = async <Data>(operation: string, variables?: Readonly<Record<string, unknown>>) => {
    const { data, errors } = await raw<Data>(operation, variables);
    if (errors.length > 0 || data === null) throw new Error(`${operation} as ${name || 'nobody'}: ${JSON.stringify(errors)}`);
    return data;
  };
  const attempt: Actor['attempt'] = async <Fields>(operation: string, input: Readonly<Record<string, unknown>>) => {
    const data = await query<Record<string, Result<Fields>>>(operation, { input });
    return Object.values(data)[0]!;
  };
  const mutate: Actor['mutate'] = async <Fields>(
    operation: string,
    input: Readonly<Record<string, unknown>>,
    expected = `${operation}Success`,
  ) => {
    const result = await attempt<Fields>(operation, input);
    if (result.__typename !== expected) throw new Error(`${operation} as ${name}: expected ${expected}, got ${JSON.stringify(result)}`);
    return result;
  };
  return { name, email, token, raw, query, attempt, mutate };
}

const TRIES = 100;
const PAUSE_MS = 50;

/** The token of the newest mail to an address, if another one than `known` has come: mail is a job of its own. Throws after 5 s. */
export async function mailedToken(graph: GraphClient, email: string, known: string | null = null): Promise<string> {
  for (let tries = 0; tries < TRIES; tries++) {
    const token = await graph.confirmationToken(email).catch(() => null);
    if (token !== null && token !== known) return token;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`No mail with a new token to ${email} came within ${(TRIES * PAUSE_MS) / 1000} s; see ${graph.url}/dev/mail.`);
}
