import { composeServices } from '@apollo/composition';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { QueryPlan } from '@apollo/query-planner';
import { Supergraph } from '@apollo/federation-internals';
import { execute, parse, type DocumentNode, type GraphQLFieldResolver, type GraphQLSchema, type GraphQLTypeResolver } from 'graphql';
import { compileOperation, type Send, type SubgraphAnswer, type SubgraphRequest } from './index.ts';

/** A subgraph in this process. */
export interface SpecSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers?: Record<string, unknown>;
  readonly fieldResolver?: GraphQLFieldResolver<unknown, unknown>;
  readonly typeResolver?: GraphQLTypeResolver<unknown, unknown>;
}

export interface SpecQuery {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

export interface SpecAnswer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: unknown };
  }[];
  readonly extensions?: unknown;
}

export interface SpecGraph {
  readonly apiSchema: GraphQLSchema;
  /** What the stock gateway answers. */
  stock(query: SpecQuery): Promise<SpecAnswer>;
  /** What the compiled program answers; run after `stock`, which plans. */
  compiled(query: SpecQuery): Promise<SpecAnswer>;
  /** Both at once, with the subgraphs' requests of each. */
  both(query: SpecQuery): Promise<{ stock: SpecAnswer; compiled: SpecAnswer; requests: readonly SubgraphRequest[]; stockRequests: number }>;
  close(): Promise<void>;
}

/** Composes subgraphs that run in this process and answers by the stock executor and by ours. Throws where they do not compose. */
export async function specGraph(subgraphs: readonly SpecSubgraph[], maxRepresentations?: number): Promise<SpecGraph> {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, sdl }) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  const servers = new Map(subgraphs.map((subgraph) => [subgraph.name, serverOf(subgraph)]));
  const plans = new Map<string, QueryPlan>();
  let stockRequests = 0;
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: silent,
    experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) => void plans.set(requestContext.queryHash, queryPlan),
    buildService: ({ name }) => ({
      process: ({ request }) => {
        stockRequests += 1;
        return servers.get(name!)!(request.query!, request.variables ?? {}) as ReturnType<GraphQLDataSource['process']>;
      },
    }),
  });
  let apiSchema!: GraphQLSchema;
  gateway.onSchemaLoadOrUpdate((schemas) => (apiSchema = schemas.apiSchema));
  const { executor } = await gateway.load({ apollo: {} } as Parameters<typeof gateway.load>[0]);
  const supergraphSchema = Supergraph.build(supergraphSdl, { validateSupergraph: false }).schema.toGraphQLJSSchema();
  const requests: SubgraphRequest[] = [];
  const send: Send<undefined> = (request) => {
    requests.push(request);
    return servers.get(request.subgraph)!(request.query, (JSON.parse(request.body) as { variables: Record<string, unknown> }).variables);
  };
  const stock = async ({ query, variables }: SpecQuery): Promise<SpecAnswer> => {
    const context = { request: { query, variables }, document: parse(query), queryHash: query, context: {}, metrics: {}, logger: silent };
    return (await executor(context as unknown as Parameters<typeof executor>[0])) as SpecAnswer;
  };
  const compiled = async ({ query, variables }: SpecQuery): Promise<SpecAnswer> => {
    const program = compileOperation({
      document: parse(query),
      plan: plans.get(query)!,
      supergraphSchema,
      apiSchema,
      ...(maxRepresentations && { maxRepresentations }),
    });
    return (await program({ variables, send, context: undefined })) as SpecAnswer;
  };
  const both = async (query: SpecQuery) => {
    requests.length = stockRequests = 0;
    return { stock: await stock(query), compiled: await compiled(query), requests: [...requests], stockRequests };
  };
  return { apiSchema, stock, compiled, both, close: () => gateway.stop() };
}

type Resolvers =
  NonNullable<Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[] | object>> extends infer Modules
    ? Modules extends { typeDefs: unknown; resolvers?: infer R }
      ? NonNullable<R>
      : never
    : never;

function serverOf({ sdl, resolvers, fieldResolver, typeResolver }: SpecSubgraph) {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), ...(resolvers && { resolvers: resolvers as Resolvers }) }]);
  const documents = new Map<string, DocumentNode>();
  return async (query: string, variableValues: Record<string, unknown>): Promise<SubgraphAnswer> => {
    const document = documents.get(query) ?? documents.set(query, parse(query, { noLocation: true })).get(query)!;
    const result = await execute({
      ...{ schema, document, variableValues, contextValue: {}, rootValue: {} },
      ...(fieldResolver && { fieldResolver }),
      ...(typeResolver && { typeResolver }),
    });
    return JSON.parse(JSON.stringify(result)) as SubgraphAnswer;
  };
}

const ignore = (): void => undefined;
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };
