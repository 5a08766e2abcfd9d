import type { GraphQLFormattedError } from 'graphql';

/** One request to a subgraph. */
export interface SubgraphRequest {
  readonly subgraph: string;
  readonly kind: 'query' | 'mutation';
  readonly query: string;
  readonly operationName: string | undefined;
  /** The JSON to send: `{"query":…,"variables":…}`. */
  readonly body: string;
  /** The paths of what is asked for, as in the subgraph's own errors: where to report that it could not be asked. */
  readonly asked: readonly (readonly (string | number)[])[];
}

/** What a subgraph answered, as JSON.parse made it. The executor owns it afterwards and changes it. */
export interface SubgraphAnswer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Asks a subgraph. What it throws becomes an error of the answer as it is; the rest of the answer stays. */
export type Send<Context> = (request: SubgraphRequest, context: Context) => Promise<SubgraphAnswer>;
