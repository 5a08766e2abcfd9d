import type { JsonObject } from './json.ts';
import type { Variables } from './operation.ts';
import type { SubgraphAnswer, SubgraphRequest } from './subgraph-request.ts';

/** One run of a program, on its way. */
export interface Run {
  /** What the subgraphs have answered so far, merged. */
  readonly data: JsonObject;
  readonly errors: Error[];
  readonly variables: Variables | undefined;
  readonly defaults: Variables;
  readonly send: (request: SubgraphRequest) => Promise<SubgraphAnswer>;
}

/** Sends a fetch and merges its answer. Failures become errors of the run. */
export type FetchStep = (run: Run) => Promise<void>;

/** Runs a step; what it throws becomes an error of the run. */
export async function attempt(run: Run, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    run.errors.push(error instanceof Error ? error : new Error(String(error)));
  }
}
