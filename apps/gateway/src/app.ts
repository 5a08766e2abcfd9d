import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { handOverRefusals, refusalTally, type NoteRefusal } from '@crossing/runtime/refusal-tally.ts';
import { callerTokenVerifier } from '@crossing/subgraph/caller-token.ts';
import { causeOf, createHttp, type HttpOptions } from '@crossing/subgraph/http.ts';
import { addOperationsRoutes } from '@crossing/subgraph/operations-routes.ts';
import { Refusal } from '@crossing/subgraph/refusal.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { JSONWebKeySet } from 'jose';
import { accessKeys } from './access-keys.ts';
import { authenticate } from './authenticate.ts';
import type { GatewayContext } from './context.ts';
import { readCredential } from './credential.ts';
import { createApollo } from './create-apollo.ts';
import { exchangeToken } from './exchange-token.ts';
import { frontPage } from './front-page.ts';
import { createGateway } from './gateway.ts';
import { graphHealth } from './health.ts';
import type { GatewayLimits } from './limits/limits.ts';
import { refusedOperation, reportTo } from './report-refusals.ts';
import { stripIdentityHeaders } from './strip-identity-headers.ts';
import { subgraphClient, type SubgraphAddress, type SubgraphClient } from './subgraph-client.ts';
import { costBudget } from './limits/cost-budget.ts';
import { signInSpend } from './web-session/sign-in-spend.ts';
import { sessionCookie } from './web-session/session-cookie.ts';
import { addWebSessionRoutes } from './web-session/web-session.routes.ts';
import { passOidc } from './pass-oidc.ts';
import { readSupergraph } from './supergraph.ts';

export interface GatewayAppOptions {
  /** Path of the composed supergraph. */
  readonly supergraph: string;
  readonly subgraphs: readonly SubgraphAddress[];
  /** Where people reach the network: access tokens name it. */
  readonly publicUrl: string;
  readonly callerKeys: JSONWebKeySet;
  readonly production: boolean;
  readonly limits: GatewayLimits;
  /** Proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies?: readonly string[] | null;
  /** The machine's clock in milliseconds, on which credentials live. */
  readonly now?: () => number;
  readonly log: HttpOptions['log'];
  readonly runWithCause?: HttpOptions['runWithCause'];
  /** Adds the doors of development; absent in production. */
  readonly addDevTools?: (http: FastifyInstance, clients: ReadonlyMap<string, SubgraphClient>) => Promise<void>;
}

const USER_AGENT_LIMIT = 512;
const KEYS_TIMEOUT_MS = 1_500;

/** The gateway, ready to `listen`; `close` drains it. */
export async function createGatewayApp(options: GatewayAppOptions): Promise<FastifyInstance> {
  const { log, production, limits, trustedProxies, now, runWithCause, addDevTools } = options;
  const supergraph = readSupergraph(options.supergraph);
  const clients = new Map(options.subgraphs.map((address) => [address.name, subgraphClient(address, limits.subgraph.answerBytes)]));
  const identity = clients.get('identity');
  if (!identity) throw new Error('The gateway needs the address of identity.');
  const http = createHttp({
    ...{ log, bodyLimit: limits.http.bodyBytes, socket: limits.http },
    ...(runWithCause && { runWithCause }),
    ...(trustedProxies && { trustedProxies }),
  });
  stripIdentityHeaders(http);
  addOperationsRoutes(http, { health: graphHealth([...clients.values()]) });

  const exchange = exchangeToken({ identity, verify: callerTokenVerifier(options.callerKeys), ...(now && { now }) });
  const gateway = createGateway({ supergraph, clients, log, limits });
  const { requirements, costs } = supergraph;
  const tally = refusalTally();
  const handedOver = handOverRefusals({ tally, send: reportTo(identity), log });
  const spend = costBudget(limits.cost);
  const admission = { limits, requirements, costs, spend, exchangeToken: exchange };
  const apollo = createApollo({ gateway, production, log, noteRefusal: tally.note, ...admission });
  await apollo.start();
  http.addHook('onClose', async () => {
    await apollo.stop();
    await handedOver();
    await Promise.all([...clients.values()].map((client) => client.close()));
  });
  const { publicUrl } = options;
  const cookie = sessionCookie(publicUrl);
  const verify = authenticate({ keys: accessKeys({ read: () => readKeys(identity), log, ...(now && { now }) }), publicUrl });
  const credentialOf = readCredential({ authenticate: verify, cookie, publicUrl });
  addGraph(http, apollo, contextReader({ credentialOf, limits, note: tally.note }));
  await addWebSessionRoutes(http, { identity, cookie, publicUrl, note: tally.note, spend: signInSpend(spend) });
  await passOidc(http, identity);
  http.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(frontPage({ development: addDevTools !== undefined })));
  await addDevTools?.(http, clients);
  return http;
}

async function readKeys(identity: SubgraphClient): Promise<JSONWebKeySet> {
  const { statusCode, body } = await identity.plain('GET', '/oidc/jwks', { timeoutMs: KEYS_TIMEOUT_MS });
  const keys = await body.json();
  if (statusCode !== 200) throw new Error(`identity answered ${statusCode} when it was asked for its keys`);
  return keys as JSONWebKeySet;
}

type ContextOf = (request: FastifyRequest) => Promise<GatewayContext>;

/** `POST /graphql`. The token is checked before the body is read, so that a bad one costs nothing. */
function addGraph(http: FastifyInstance, apollo: ApolloServer<GatewayContext>, contextOf: ContextOf): void {
  const contexts = new WeakMap<FastifyRequest, GatewayContext>();
  const onRequest = async (request: FastifyRequest): Promise<void> => void contexts.set(request, await contextOf(request));
  http.post('/graphql', { onRequest }, fastifyApolloHandler(apollo, { context: async (request) => contexts.get(request)! }));
}

interface ContextParts {
  readonly credentialOf: ReturnType<typeof readCredential>;
  readonly limits: GatewayLimits;
  readonly note: NoteRefusal;
}

function contextReader({ credentialOf, limits, note }: ContextParts): ContextOf {
  return async (request) => {
    const deadline = performance.now() + limits.subgraph.timeoutMs;
    const cause = causeOf(request);
    const credential = await credentialOf(request.headers).catch((error: unknown) => {
      if (error instanceof Refusal)
        note(refusedOperation('anonymous', request.headers.authorization === undefined ? 'web-session' : 'access-token', error.code));
      throw error;
    });
    const userAgent = request.headers['user-agent']?.slice(0, USER_AGENT_LIMIT);
    const address = request.ip;
    return {
      cause,
      credential,
      address,
      ...(userAgent && { userAgent }),
      deadline,
      caller: { kind: 'anonymous', ...cause },
      callerToken: '',
    };
  };
}
