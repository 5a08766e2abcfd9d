import type { FastifyInstance } from 'fastify';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { parse } from 'graphql';
import { CALLER_TOKEN_SECONDS, mintCallerToken, type CallerClaims } from './caller-token.ts';
import type { Caller } from './caller.ts';
import { createSubgraphServer } from './create-subgraph-server.ts';
import { globalId } from './global-id.ts';
import type { Log } from './log.ts';
import { signProof } from './proof.ts';
import { notFound } from './refusal.ts';

const KEY = Buffer.alloc(32, 7).toString('base64url');
const NEXT_KEY = Buffer.alloc(32, 8).toString('base64url');
const NOVA = '5b1f0f5e-0c7e-4d0a-9a55-0e3f5a3c1111';

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@authenticated", "@policy"])
  scalar DateTime
  scalar BigInt
  extend type Query {
    hello: String
    secret: String @authenticated
    reviews: [Review!] @policy(policies: [["trust-reviewer"]])
    at(instant: DateTime!): DateTime
    twice(amount: BigInt!): BigInt
    broken: String
    broke: String!
    missing: String
    result: Result
    unstorable: String
  }
  union Result = Fine | Wrong
  type Fine { hello: String }
  type Wrong { message: String! }
  type Review @key(fields: "id") @policy(policies: [["trust-reviewer"]]) { id: ID! note: String }
  type Card @key(fields: "id") { id: ID! name: String @authenticated }
`);

const resolvers = {
  Query: {
    hello: (_root: unknown, _args: unknown, { caller }: { caller: Caller }) => (caller.kind === 'person' ? caller.subject : caller.kind),
    secret: () => 'secret',
    reviews: () => [{ id: '1' }],
    at: (_root: unknown, { instant }: { instant: Date }) => new Date(instant.getTime() + 1),
    twice: (_root: unknown, { amount }: { amount: bigint }) => amount * 2n,
    broken: () => {
      throw new Error('connection to 10.0.0.7 refused: SELECT * FROM account');
    },
    broke: () => null,
    missing: () => {
      throw notFound('thing');
    },
    result: () => ({ kind: 'Wrong', message: 'no' }),
    unstorable: () => {
      throw Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { code: '22021' });
    },
  },
  Review: { __resolveReference: ({ id }: { id: string }) => ({ id, note: 'private' }) },
  Card: { __resolveReference: ({ id }: { id: string }) => ({ id, name: 'Nova' }) },
};

const claims: CallerClaims = { sub: NOVA, sid: 's', status: 'ACTIVE', staffRoles: [], companies: [], auth_time: 1, amr: ['pwd'] };
const faults: object[] = [];
const silent = (): void => undefined;
const log: Log = { debug: silent, info: silent, warn: silent, error: (fields) => void faults.push(fields) };
let server: FastifyInstance;
let privateKey: JWK;

beforeAll(async () => {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  privateKey = { ...(await exportJWK(pair.privateKey)), kid: 'k1' };
  const callerKeys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'EdDSA' }] };
  const gatewayKeys = [NEXT_KEY, KEY];
  const health = () => ({ status: 'degraded' as const });
  server = await createSubgraphServer({
    name: 'thing',
    typeDefs,
    resolvers,
    gatewayKeys,
    callerKeys,
    log,
    health,
    createContext: (caller) => ({ caller }),
  });
});

afterAll(() => server.close());

async function ask(
  query: string,
  { token = '', variables = {}, headers = {} }: { token?: string; variables?: object; headers?: object } = {},
) {
  const body = JSON.stringify({ query, variables });
  const proof = signProof(KEY, { subgraph: 'thing', callerToken: token, body });
  const sent = { 'content-type': 'application/json', 'x-gateway': proof, ...(token && { 'x-caller': token }), ...headers };
  const response = await server.inject({ method: 'POST', url: '/graphql', payload: body, headers: sent });
  return {
    status: response.statusCode,
    ...response.json<{ data?: Record<string, unknown>; errors?: { message: string; extensions: object }[] }>(),
  };
}

const tokenOf = (changes: Partial<CallerClaims> = {}, at?: Date) => mintCallerToken({ ...claims, ...changes }, privateKey, at);

describe('createSubgraphServer', () => {
  it('knows the caller by the token, and anonymous callers by its absence', async () => {
    expect(await ask('{ hello }')).toEqual({ status: 200, data: { hello: 'anonymous' } });
    expect(await ask('{ hello }', { token: await tokenOf() })).toEqual({ status: 200, data: { hello: NOVA } });
  });

  it.each([
    ['no proof', { 'x-gateway': '' }],
    ['garbage', { 'x-gateway': 't=1,s=x' }],
    [
      'the proof of another subgraph',
      { 'x-gateway': signProof(KEY, { subgraph: 'other', callerToken: '', body: '{"query":"{ hello }","variables":{}}' }) },
    ],
    [
      'an old proof',
      {
        'x-gateway': signProof(
          KEY,
          { subgraph: 'thing', callerToken: '', body: '{"query":"{ hello }","variables":{}}' },
          new Date(Date.now() - 32_000),
        ),
      },
    ],
    ['a caller token that was not proven', { 'x-caller': 'e30.e30.e30' }],
  ])('answers 401 to %s', async (_what, headers) => {
    const answer = await ask('{ hello }', { headers });

    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('answers 401 to an expired, forged or other token, and to GET', async () => {
    const expired = await tokenOf({}, new Date(Date.now() - (CALLER_TOKEN_SECONDS + 1) * 1000));
    const other = await generateKeyPair('EdDSA', { extractable: true });
    const forged = await mintCallerToken(claims, { ...(await exportJWK(other.privateKey)), kid: 'k1' });

    expect((await ask('{ hello }', { token: expired })).status).toBe(401);
    expect((await ask('{ hello }', { token: forged })).status).toBe(401);
    expect((await server.inject({ url: '/graphql?query={hello}' })).statusCode).toBe(404);
  });

  it('enforces the directives of its own schema, naming the coordinates', async () => {
    expect(await ask('{ hello secret }')).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED', unauthorized: ['Query.secret'] } }],
    });
    expect(await ask('{ secret }', { token: await tokenOf() })).toEqual({ status: 200, data: { secret: 'secret' } });
    expect(await ask('{ reviews { id } }', { token: await tokenOf() })).toMatchObject({
      status: 403,
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    expect((await ask('{ reviews { id } }', { token: await tokenOf({ staffRoles: ['TRUST_REVIEWER'] }) })).data).toEqual({
      reviews: [{ id: '1' }],
    });
    expect((await ask('{ secret }', { token: await tokenOf({ status: 'SUSPENDED' }) })).status).toBe(403);
  });

  it('enforces them in _entities too', async () => {
    const entities = (typeName: string, selection: string) =>
      [
        `query ($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`,
        { variables: { r: [{ __typename: typeName, id: globalId(typeName, NOVA) }] } },
      ] as const;

    expect(await ask(...entities('Card', '... on Card { name }'))).toMatchObject({
      status: 401,
      errors: [{ extensions: { unauthorized: ['Card.name'] } }],
    });
    expect(await ask(...entities('Review', '__typename'))).toMatchObject({ status: 401 });
    expect((await ask(...entities('Card', '... on Card { id }'))).data).toMatchObject({
      _entities: [{ id: expect.any(String) as string }],
    });
  });

  it('speaks the shared scalars and resolves results by their kind', async () => {
    const answer = await ask(
      '{ at(instant: "2026-03-01T10:00:00+01:00") twice(amount: "9007199254740993") small: twice(amount: 2) result { __typename } }',
    );

    expect(answer.data).toEqual({
      at: '2026-03-01T09:00:00.001Z',
      twice: '18014398509481986',
      small: '4',
      result: { __typename: 'Wrong' },
    });
  });

  it('calls wrong input wrong input', async () => {
    expect(await ask('query ($t: DateTime!) { at(instant: $t) }', { variables: { t: 'soon' } })).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
    expect(await ask('{ nothing }')).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(await ask('{ hello ')).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(await ask('{ unstorable }')).toMatchObject({ status: 200, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  it('keeps refusals and masks faults, logging their cause under the correlation id', async () => {
    const headers = { 'x-correlation-id': 'abcdefgh-1' };

    const answer = await ask('{ hello missing broken }', { headers });

    expect(answer.data).toEqual({ hello: 'anonymous', missing: null, broken: null });
    expect(answer.errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
      { extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: 'abcdefgh-1' } },
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/10\.0\.0\.7|SELECT|stack/);
    expect(faults.at(-1)).toMatchObject({
      correlationId: 'abcdefgh-1',
      path: 'broken',
      err: expect.objectContaining({ message: expect.stringContaining('10.0.0.7') as string }) as Error,
    });
    expect(await ask('{ broke }')).toMatchObject({ errors: [{ message: 'Something went wrong on our side.' }] });
  });

  it('tells operators how it is', async () => {
    expect((await server.inject('/livez')).json()).toEqual({ status: 'ok' });
    expect((await server.inject('/readyz')).json()).toEqual({ status: 'degraded' });
    expect((await server.inject('/metrics')).body).toContain('http_request_duration_seconds_bucket');
    expect((await server.inject('/nothing')).json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});
