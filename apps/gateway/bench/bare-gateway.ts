// The gateway without what protects it, for the benchmark alone. It is put together from the gateway's parts here, so that there is
// no setting by which an operator could leave the protection out. Its subgraphs are the same, and ask it for the same proof.
import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { apolloServicesOff } from '../src/apollo-services-off.ts';
import { readConfig } from '../src/config.ts';
import type { GatewayContext } from '../src/context.ts';
import { createGateway } from '../src/gateway.ts';
import { graphHealth } from '../src/health.ts';
import { limitsOf } from '../src/limits/limits.ts';
import { subgraphAddresses } from '../src/subgraph-addresses.ts';
import { subgraphClient } from '../src/subgraph-client.ts';
import { readSupergraph } from '../src/supergraph.ts';
import { createLifecycle } from '@crossing/runtime/lifecycle.ts';
import { createLogger } from '@crossing/runtime/logger.ts';
import { apolloLogger } from '@crossing/subgraph/apollo-logger.ts';
import { causeOf, createHttp } from '@crossing/subgraph/http.ts';
import { addOperationsRoutes } from '@crossing/subgraph/operations-routes.ts';
import type { FastifyRequest } from 'fastify';

/** A caller token lives a minute. */
const HELD_MS = 30_000;
const TIMEOUT_MS = 2_000;

const config = readConfig();
const log = createLogger({ service: 'gateway', level: config.LOG_LEVEL });
const lifecycle = createLifecycle(log);
const limits = limitsOf(config);
const supergraph = readSupergraph(config.SUPERGRAPH);
const clients = new Map(subgraphAddresses(config).map((address) => [address.name, subgraphClient(address, limits.subgraph.answerBytes)]));
const http = createHttp({ log, bodyLimit: limits.http.bodyBytes });
addOperationsRoutes(http, { health: graphHealth([...clients.values()]) });
const apollo = new ApolloServer<GatewayContext>({
  gateway: createGateway({ supergraph, clients, log, limits }),
  introspection: false,
  persistedQueries: false,
  stopOnTerminationSignals: false,
  logger: apolloLogger(log),
  plugins: apolloServicesOff(),
});
const held = new Map<string, { readonly token: string; readonly at: number }>();
await apollo.start();
http.post('/graphql', fastifyApolloHandler(apollo, { context: contextOf }));
lifecycle.onStop('http', async () => {
  await http.close();
  await apollo.stop();
  await Promise.all([...clients.values()].map((client) => client.close()));
});
await http.listen({ port: config.PORT, host: config.BIND });

async function contextOf(request: FastifyRequest): Promise<GatewayContext> {
  const cause = causeOf(request);
  const deadline = performance.now() + limits.subgraph.timeoutMs;
  const accessToken = request.headers.authorization?.slice('Bearer '.length) ?? null;
  const callerToken = accessToken === null ? '' : await callerTokenOf(accessToken, cause);
  // Who is known travels in the caller token.
  return { cause, credential: null, address: request.ip, deadline, caller: { kind: 'anonymous', ...cause }, callerToken };
}

/** The subgraphs want one; it is asked for so seldom that it costs nothing, and is believed. */
async function callerTokenOf(accessToken: string, cause: GatewayContext['cause']): Promise<string> {
  const known = held.get(accessToken);
  if (known && performance.now() - known.at < HELD_MS) return known.token;
  const body = JSON.stringify({ token: accessToken });
  const answer = await clients.get('identity')!.post('/internal/caller', { body, callerToken: '', cause, timeoutMs: TIMEOUT_MS });
  const { callerToken: token } = answer.body as { callerToken: string };
  held.set(accessToken, { token, at: performance.now() });
  return token;
}
