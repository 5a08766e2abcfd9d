import type { GraphQLDataSource } from '@apollo/gateway';
import type { ErrorCodeName } from '@crossing/subgraph/error-codes.ts';
import type { Log } from '@crossing/subgraph/log.ts';
import { GraphQLError, Kind, parse, type GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from './context.ts';
import type { SubgraphAnswer, SubgraphClient } from './subgraph-client.ts';
import { SubgraphFailure } from './subgraph-failure.ts';

interface Options {
  readonly log: Log;
  /** What one fetch of a mutation may take; reads share the deadline of their request. */
  readonly timeoutMs: number;
}

interface Result {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/**
 * Sends the planner's fetches to a subgraph. A subgraph that fails turns into errors on the fields that it was asked for, and
 * all other fields are answered. Nothing of the transport (address, body, status) gets into an error.
 */
export const subgraphSource = (client: SubgraphClient, { log, timeoutMs }: Options): GraphQLDataSource<GatewayContext> => ({
  process: async (options) => {
    const { query, variables, operationName } = options.request;
    const { cause, callerToken, deadline, userAgent } = options.context as GatewayContext;
    const isRead = !('incomingRequestContext' in options) || options.incomingRequestContext.operation?.operation !== 'mutation';
    const body = JSON.stringify({ query, variables, operationName });
    const answerIn = isRead ? deadline - performance.now() : timeoutMs;
    try {
      const answer = await client.post(client.graphqlPath, {
        ...{ body, callerToken, cause, timeoutMs: answerIn },
        // Identity lists sessions by device; nobody else has to know.
        ...(client.name === 'identity' && { userAgent }),
      });
      return resultOf(client.name, answer) as Awaited<ReturnType<GraphQLDataSource['process']>>;
    } catch (error) {
      const failure = error instanceof SubgraphFailure ? error : new SubgraphFailure('unavailable', String(error), { cause: error });
      log.warn({ err: failure, subgraph: client.name, correlationId: cause.correlationId }, 'A subgraph failed to answer.');
      return { errors: askedFields(query ?? '').map((path) => failedField(failure, path)) };
    }
  },
});

function resultOf(name: string, { status, body }: SubgraphAnswer): Result {
  const { data, errors } = (body ?? {}) as Result;
  // A refusal of ours by the subgraph's gate, not of the caller by its directives: nothing that the caller could mend.
  const atTheGate = status === 401 && errors?.every((error) => error.extensions?.['unauthorized'] === undefined);
  if (atTheGate || (data === undefined && !errors)) throw new SubgraphFailure('unavailable', `${name} answered ${status} without a result`);
  return { ...(data !== undefined && { data }), ...(errors && { errors }) };
}

/** The paths of the fields that a fetch asks for, as the executor expects them in a subgraph's errors. */
function askedFields(query: string): readonly (readonly (string | number)[])[] {
  const operation = parse(query).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const fields = operation?.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.alias?.value ?? selection.name.value] : [],
  );
  return (fields ?? []).map((field) => (field === '_entities' ? [field, 0] : [field]));
}

function failedField({ reason }: SubgraphFailure, path: readonly (string | number)[]): GraphQLError {
  const code: ErrorCodeName = reason === 'timeout' ? 'SUBGRAPH_TIMEOUT' : 'SERVICE_UNAVAILABLE';
  const message =
    reason === 'timeout' ? 'This part of the graph did not answer in time.' : 'This part of the graph cannot be reached at the moment.';
  return new GraphQLError(message, { path, extensions: { code } });
}
