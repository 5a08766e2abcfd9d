import type { QueryPlan } from '@apollo/query-planner';
import { GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import { compileCompletion, type Completed } from './completion.ts';
import { fetchGraph } from './fetch-graph.ts';
import { compileFetch } from './fetch-step.ts';
import type { JsonObject } from './json.ts';
import { mergeFetches } from './merge-fetches.ts';
import { readOperation, type Variables } from './operation.ts';
import type { FetchStep, Run } from './run.ts';
import type { Send } from './subgraph-request.ts';

/** What an operation is compiled from. */
export interface OperationToCompile {
  /** Valid by the API schema. */
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  /** Made for this operation by `@apollo/query-planner`. */
  readonly plan: QueryPlan;
  /** Which types the subgraphs know. */
  readonly supergraphSchema: GraphQLSchema;
  /** Which types the client knows. */
  readonly apiSchema: GraphQLSchema;
  /** How many entities one request asks for at most; 1 000 if not given. */
  readonly maxRepresentations?: number;
}

export interface ExecutionRequest<Context> {
  /** As the client gave them: checked, but without defaults. */
  readonly variables?: Variables | undefined;
  readonly send: Send<Context>;
  readonly context: Context;
}

export interface ExecutionAnswer {
  readonly data?: JsonObject | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: { readonly valueCompletion: readonly GraphQLError[] };
}

/** A compiled operation. It keeps nothing between two runs and may be run by many at once. */
export type Program = <Context>(request: ExecutionRequest<Context>) => Promise<ExecutionAnswer>;

interface Step {
  readonly perform: FetchStep;
  /** Indexes of the steps before it. */
  readonly after: readonly number[];
}

/**
 * Compiles an operation and its plan into a program. Throws an error with an `unsupportedReason` for what it does not run, and a
 * GraphQLError for what no executor may run.
 */
export function compileOperation(toCompile: OperationToCompile): Program {
  const { document, operationName, plan, supergraphSchema, apiSchema, maxRepresentations = 1_000 } = toCompile;
  const operation = readOperation(document, operationName);
  const steps = mergeFetches(fetchGraph(plan)).map((fetch) => ({
    perform: compileFetch(supergraphSchema, fetch, maxRepresentations),
    after: fetch.after,
  }));
  const complete = compileCompletion(apiSchema, operation);
  return async ({ variables, send, context }) => {
    const run: Run = { data: {}, errors: [], variables, defaults: operation.defaults, send: (request) => send(request, context) };
    await perform(steps, run);
    return answer(complete(run.data, variables), run.errors);
  };
}

/** Starts each step as soon as those before it are done. */
async function perform(steps: readonly Step[], run: Run): Promise<void> {
  const done: Promise<void>[] = [];
  for (const { perform, after } of steps)
    done.push(after.length === 0 ? perform(run) : Promise.all(after.map((index) => done[index])).then(() => perform(run)));
  await Promise.all(done);
}

function answer({ data, completionErrors, structureErrors }: Completed, failures: readonly Error[]): ExecutionAnswer {
  const errors = [...failures.map(asGraphQLError), ...structureErrors];
  if (errors.length > 0) return { errors, data };
  return completionErrors.length > 0 ? { extensions: { valueCompletion: completionErrors }, data } : { data };
}

const asGraphQLError = (error: Error): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError(error.message, { originalError: error });
