import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import type { RefusalBatch } from '@crossing/runtime/refusal-tally.ts';
import {
  createSubgraphServer,
  gatewayOnly,
  graphAudience,
  oidcIssuer,
  mintCallerToken,
  Refusal,
  type CallerClaims,
  type Log,
} from '@crossing/subgraph';
import type { FastifyInstance } from 'fastify';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JSONWebKeySet, type JWK } from 'jose';
import { createGatewayApp, type GatewayAppOptions } from './app.ts';
import { limitsWith } from './limits/spec-limits.ts';
import { NOVA, resolvers, sdl } from './spec-subgraphs.ts';

/** What specs may change about the graph while it runs. */
export interface SpecGraph {
  readonly gateway: FastifyInstance;
  /** What the exchange will say about the person; null ends the session. */
  person: CallerClaims | null;
  /** How often the gateway read identity's keys. */
  keyReads: number;
  /** The keys that identity publishes. */
  published: JWK[];
  /** How often the gateway asked identity who somebody is. */
  exchanges: number;
  /** The credentials that the gateway asked identity about. */
  readonly credentials: unknown[];
  /** The headers of every GraphQL request that a subgraph received. */
  readonly received: Record<string, unknown>[];
  readonly faults: object[];
  /** What the gateway reported to identity for the audit log. */
  readonly reported: RefusalBatch[];
  readonly accessKey: JWK;
  accessToken(): Promise<string>;
  ask(query: string, options?: AskOptions): Promise<Answer>;
  stopIdentity(): Promise<void>;
  close(): Promise<void>;
}

export interface AskOptions {
  readonly token?: string;
  readonly variables?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Record<string, unknown>;
  }[];
}

export const PUBLIC_URL = 'http://127.0.0.1:4000';
const keys = { identity: Buffer.alloc(32, 1).toString('base64url'), matching: Buffer.alloc(32, 2).toString('base64url') };

/** A gateway before two small subgraphs, over real HTTP: their servers, proofs and tokens are the product's. */
export async function startSpecGraph(
  changes: Partial<Pick<GatewayAppOptions, 'production' | 'limits' | 'now' | 'addDevTools' | 'trustedProxies'>> = {},
): Promise<SpecGraph> {
  const [access, caller] = [await keyPair('a1'), await keyPair('c1')];
  const quiet = (): void => undefined;
  const faults: object[] = [];
  const log: Log = { debug: quiet, info: quiet, warn: quiet, error: (fields) => void faults.push(fields) };
  const person: CallerClaims = { sub: NOVA, sid: 's1', status: 'ACTIVE', staffRoles: [], companies: [], auth_time: 1, amr: ['pwd'] };
  const received: Record<string, unknown>[] = [];
  const subgraph = async (name: 'identity' | 'matching'): Promise<FastifyInstance> => {
    const health = (): { status: 'ok' } => ({ status: 'ok' });
    const server = await createSubgraphServer({
      name,
      typeDefs: sdl[name],
      resolvers: resolvers[name],
      gatewayKeys: [keys[name]],
      callerKeys: caller.publicKeys,
      log,
      health,
      createContext: (who) => ({ caller: who }),
    });
    server.addHook('onRequest', async (request) => void (request.url === '/graphql' && received.push(request.headers)));
    return server;
  };
  const [identity, matching] = [await subgraph('identity'), await subgraph('matching')];
  const graph = {
    person: person as CallerClaims | null,
    exchanges: 0,
    credentials: [] as unknown[],
    keyReads: 0,
    received,
    faults,
    reported: [] as RefusalBatch[],
    accessKey: access.privateKey,
    published: [...access.publicKeys.keys],
  };
  await identity.register(async (scope) => {
    gatewayOnly(scope, { subgraph: 'identity', gatewayKeys: [keys.identity] });
    scope.post('/internal/caller', async (request, reply) => {
      state.exchanges += 1;
      graph.credentials.push(request.body);
      if (!state.person) throw new Refusal('UNAUTHENTICATED', 'The session has ended.');
      return reply.code(201).send({ callerToken: await mintCallerToken(state.person, caller.privateKey) });
    });
  });
  await identity.register(async (scope) => {
    gatewayOnly(scope, { subgraph: 'identity', gatewayKeys: [keys.identity] });
    scope.post('/internal/refusals', async (request, reply) => {
      graph.reported.push(request.body as RefusalBatch);
      return reply.code(201).send({});
    });
  });
  identity.get('/oidc/jwks', async () => {
    state.keyReads += 1;
    return { keys: state.published };
  });
  const subgraphs = await Promise.all([addressOf('identity', identity), addressOf('matching', matching)]);
  const gateway = await createGatewayApp({
    supergraph: composed(),
    subgraphs,
    publicUrl: PUBLIC_URL,
    callerKeys: caller.publicKeys,
    production: false,
    limits: limitsWith({ SUBGRAPH_TIMEOUT: 2_500 }),
    log,
    ...changes,
  });
  const state: SpecGraph = Object.assign(graph, {
    gateway,
    accessToken: () => accessToken(access.privateKey),
    ask: (query: string, options?: AskOptions) => ask(gateway, query, options),
    stopIdentity: () => identity.close(),
    close: async () => void (await Promise.all([gateway.close(), identity.close(), matching.close()])),
  });
  return state;
}

/** As identity's provider makes them (RFC 9068). */
const accessToken = async (key: JWK): Promise<string> =>
  new SignJWT({ sub: NOVA, sid: 's1', auth_time: 1, amr: ['pwd'], client_id: 'first-party', scope: 'graph:read graph:write' })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key.kid! })
    .setIssuer(oidcIssuer(PUBLIC_URL))
    .setAudience(graphAudience(PUBLIC_URL))
    .setIssuedAt()
    .setExpirationTime('300s')
    .sign(await importJWK(key, 'EdDSA'));

async function keyPair(kid: string): Promise<{ privateKey: JWK; publicKeys: JSONWebKeySet }> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return {
    privateKey: { ...(await exportJWK(privateKey)), kid },
    publicKeys: { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' }] },
  };
}

async function addressOf(name: 'identity' | 'matching', server: FastifyInstance): Promise<GatewayAppOptions['subgraphs'][number]> {
  return { name, key: keys[name], url: `${await server.listen({ port: 0, host: '127.0.0.1' })}/graphql` };
}

function composed(): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(sdl).map(([name, typeDefs]) => ({ name, url: `http://${name}`, typeDefs })),
  );
  if (!supergraphSdl) throw new Error(String(errors));
  const file = join(mkdtempSync(join(tmpdir(), 'gateway-spec-')), 'supergraph.graphql');
  writeFileSync(file, supergraphSdl);
  return file;
}

async function ask(gateway: FastifyInstance, query: string, { token, variables = {}, headers = {} }: AskOptions = {}): Promise<Answer> {
  const response = await gateway.inject({
    method: 'POST',
    url: '/graphql',
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
    payload: { query, variables },
  });
  return { status: response.statusCode, ...response.json<Omit<Answer, 'status'>>() };
}
