import { Refusal } from '@crossing/subgraph/refusal.ts';
import type { FastifyInstance } from 'fastify';
import type { DemoPerson } from './people.ts';

interface SignIn {
  readonly data?: {
    readonly signIn: { readonly accessToken?: string; readonly expiresAt?: string; readonly message?: string } | null;
  } | null;
  readonly errors?: readonly { readonly message: string }[];
}

const SIGN_IN = `mutation ActAs($input: SignInInput!) {
  signIn(input: $input) { ... on SignInSuccess { accessToken expiresAt } ... on Problem { message } }
}`;

/** `GET /dev/people` lists the demo's people, `POST /dev/act-as {person}` signs one in through the graph, as they would themselves. */
export function actAs(http: FastifyInstance, people: readonly DemoPerson[]): void {
  http.get('/dev/people', () => people.map(({ key, name, email, role }) => ({ key, name, email, role })));
  http.post<{ Body: { person?: unknown } | null }>('/dev/act-as', async ({ body }) => {
    const person = people.find(({ key }) => key === body?.person);
    if (!person) throw new Refusal('NOT_FOUND', `The demo knows ${people.map(({ key }) => key).join(', ') || 'nobody'}.`);
    const { key, name, email, password } = person;
    const variables = { input: { email, password } };
    const response = await http.inject({ method: 'POST', url: '/graphql', payload: { query: SIGN_IN, variables } });
    const { data, errors } = response.json<SignIn>();
    const { accessToken, expiresAt, message } = data?.signIn ?? {};
    if (accessToken === undefined)
      throw new Refusal('SERVICE_UNAVAILABLE', `${name} cannot sign in: ${message ?? errors?.[0]?.message ?? 'no answer'}`);
    return { person: { key, name }, accessToken, expiresAt };
  });
}
