import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DocumentNode } from 'graphql';
import type { JSONWebKeySet } from 'jose';
import type { Registry } from 'prom-client';
import { accessPlugin } from './access/access-plugin.ts';
import { requirements } from './access/requirements.ts';
import { apolloLogger } from './apollo-logger.ts';
import { callerTokenVerifier, personOf } from './caller-token.ts';
import type { Caller, Client } from './caller.ts';
import { callerTokenOf, gatewayOnly } from './gateway-only.ts';
import { causeOf, createHttp, type HttpOptions } from './http.ts';
import { faultPlugin, maskError } from './mask-errors.ts';
import { addOperationsRoutes, type HealthReport } from './operations-routes.ts';
import { Refusal } from './refusal.ts';
import { subgraphSchema, type SubgraphResolvers } from './subgraph-schema.ts';

export interface SubgraphServerOptions<Context extends { readonly caller: Caller }> {
  /** Kebab-case, e.g. `company-verification`: proofs are bound to it. */
  readonly name: string;
  readonly typeDefs: DocumentNode;
  readonly resolvers: SubgraphResolvers;
  /** base64url HMAC keys of the gateway: the current one, then the retiring one. */
  readonly gatewayKeys: readonly string[];
  /** Identity's public keys for caller tokens. */
  readonly callerKeys: JSONWebKeySet;
  readonly log: HttpOptions['log'];
  readonly runWithCause?: HttpOptions['runWithCause'];
  /** The context of one request, with loaders of its own. */
  readonly createContext: (caller: Caller, client: Client) => Context | Promise<Context>;
  readonly health: () => HealthReport | Promise<HealthReport>;
  readonly metrics?: Registry;
  readonly plugins?: readonly ApolloServerPlugin<Context>[];
}

/** `_entities` carries whole lists of representations. */
const BODY_LIMIT = 2_000_000;

/** A subgraph's server, ready to `listen`: `/graphql` for the gateway alone, `/livez`, `/readyz`, `/metrics`. `close` drains it. */
export async function createSubgraphServer<Context extends { readonly caller: Caller }>(
  options: SubgraphServerOptions<Context>,
): Promise<FastifyInstance> {
  const { name, gatewayKeys, log, runWithCause, createContext, health, metrics } = options;
  const http = createHttp({ log, bodyLimit: BODY_LIMIT, ...(runWithCause && { runWithCause }) });
  const apollo = createApollo(options);
  await apollo.start();
  http.addHook('onClose', () => apollo.stop());
  addOperationsRoutes(http, { health, ...(metrics && { metrics }) });
  const callerOf = callerReader(options.callerKeys);
  await http.register(async (scope) => {
    gatewayOnly(scope, { subgraph: name, gatewayKeys });
    const callers = new WeakMap<FastifyRequest, Caller>();
    scope.addHook('preHandler', async (request) => {
      callers.set(request, await callerOf(request));
    });
    scope.post(
      '/graphql',
      fastifyApolloHandler(apollo, { context: async (request) => createContext(callers.get(request)!, clientOf(request)) }),
    );
  });
  return http;
}

const clientOf = ({ headers }: FastifyRequest): Client => ({ userAgent: headers['user-agent'] ?? null });

function createApollo<Context extends { readonly caller: Caller }>(options: SubgraphServerOptions<Context>): ApolloServer<Context> {
  const table = requirements(options.typeDefs);
  return new ApolloServer<Context>({
    schema: subgraphSchema(options.typeDefs, options.resolvers),
    introspection: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: maskError,
    logger: apolloLogger(options.log),
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      faultPlugin(options.log),
      accessPlugin(table),
      ...(options.plugins ?? []),
    ],
  });
}

function callerReader(keys: JSONWebKeySet): (request: FastifyRequest) => Promise<Caller> {
  const verify = callerTokenVerifier(keys);
  return async (request) => {
    const token = callerTokenOf(request);
    const cause = causeOf(request);
    if (token === '') return { kind: 'anonymous', ...cause };
    const claims = await verify(token).catch((error: unknown) => {
      throw Object.assign(new Refusal('UNAUTHENTICATED', 'The caller token is not valid.'), { cause: error });
    });
    return personOf(claims, cause);
  };
}
