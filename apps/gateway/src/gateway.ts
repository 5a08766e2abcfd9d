import { ApolloGateway } from '@apollo/gateway';
import { apolloLogger } from '@crossing/subgraph/apollo-logger.ts';
import type { Log } from '@crossing/subgraph/log.ts';
import { scalars } from '@crossing/subgraph/scalars.ts';
import { isScalarType, type GraphQLSchema } from 'graphql';
import type { GatewayLimits } from './limits/limits.ts';
import type { SubgraphClient } from './subgraph-client.ts';
import { subgraphSource } from './subgraph-source.ts';
import type { Supergraph } from './supergraph.ts';

export interface GatewayOptions {
  readonly supergraph: Supergraph;
  /** By name; where they answer is configuration, never the supergraph's word (decisions D25). */
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  readonly log: Log;
  readonly limits: GatewayLimits;
}

/** The federation gateway: plans operations over the supergraph and sends their fetches to our subgraphs. */
export function createGateway({ supergraph, clients, log, limits }: GatewayOptions): ApolloGateway {
  const missing = supergraph.subgraphs.filter((name) => !clients.has(name));
  if (missing.length > 0) throw new Error(`The supergraph names ${missing.join(', ')}, of which the configuration knows no address.`);
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph.sdl,
    buildService: ({ name }) => subgraphSource(clients.get(name)!, { log, timeoutMs: limits.subgraph.timeoutMs }),
    queryPlannerConfig: { debug: { maxEvaluatedPlans: limits.planner.evaluatedPlans } },
    experimental_approximateQueryPlanStoreMiB: limits.planner.storeMiB,
    logger: apolloLogger(log),
  });
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => checkScalarsOf(apiSchema));
  return gateway;
}

/** Lets the gateway tell a wrong date from a right one, so that wrong input is refused before any subgraph is asked. */
function checkScalarsOf(schema: GraphQLSchema): void {
  for (const { name, parseValue, parseLiteral } of Object.values(scalars)) {
    const type = schema.getType(name);
    if (isScalarType(type)) Object.assign(type, { parseValue, parseLiteral });
  }
}
