import type { SpecAnswer, SpecGraph } from '@crossing/federation-executor/spec-graph.ts';
import { unsupportedReason } from '@crossing/federation-executor';
import { parse, validate } from 'graphql';
import { difference } from './compare.ts';
import { randomGraph, type RandomGraph } from './random-graph.ts';
import { randomOperation, type RandomOperation } from './random-operation.ts';
import { seeded } from './random.ts';

/** A case that can be run again: the seed of its graph and the number of its operation. */
export interface CaseName {
  readonly graph: number;
  readonly operation: number;
}

export interface Difference extends CaseName {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly what: string;
}

export interface Tally {
  cases: number;
  fallback: number;
  /** Of the answers that were compared, those with errors. */
  withErrors: number;
  readonly differences: Difference[];
}

export interface Campaign {
  readonly cases: number;
  readonly seed: number;
  readonly operationsPerGraph: number;
  readonly onDifference?: (difference: Difference) => void;
  readonly onRefusal?: (reason: string) => void;
}

/** How often an operation is run. */
const RUNS = 5;

/** Draws graphs and operations until enough cases have been compared. */
export async function runCampaign({ cases, seed, operationsPerGraph, onDifference, onRefusal }: Campaign): Promise<Tally> {
  const tally: Tally = { cases: 0, fallback: 0, withErrors: 0, differences: [] };
  for (let graphSeed = seed; tally.cases < cases; graphSeed += 1) {
    const graph = await randomGraph(graphSeed, onRefusal);
    if (!graph) continue;
    for (let operation = 0; operation < operationsPerGraph && tally.cases < cases; operation += 1) {
      const known = tally.differences.length;
      await runOperation(graph, { graph: graphSeed, operation }, { tally, runs: Math.min(RUNS, cases - tally.cases) });
      if (tally.differences.length > known) onDifference?.(tally.differences.at(-1)!);
    }
    await graph.close();
  }
  return tally;
}

/** Runs one case again. Throws where its graph does not compose any more. */
export async function replay(name: CaseName): Promise<Tally> {
  const graph = await randomGraph(name.graph);
  if (!graph) throw new Error(`The graph of seed ${name.graph} does not compose.`);
  const tally: Tally = { cases: 0, fallback: 0, withErrors: 0, differences: [] };
  await runOperation(graph, name, { tally, runs: RUNS });
  await graph.close();
  return tally;
}

/** The first valid operation that the seed of a case leads to. */
export function operationOf({ apiSchema }: SpecGraph, { graph, operation }: CaseName): RandomOperation {
  const random = seeded(Math.imul(graph, 1_000_003) + operation);
  for (;;) {
    const drawn = randomOperation(random, apiSchema);
    if (validate(apiSchema, parse(drawn.query)).length === 0) return drawn;
  }
}

/** Planning costs most, so one operation is run several times, with other variables on other data. */
async function runOperation(graph: RandomGraph, name: CaseName, { tally, runs }: { tally: Tally; runs: number }): Promise<void> {
  const operation = operationOf(graph, name);
  for (let run = 0; run < runs; run += 1) {
    graph.world.run = run;
    await runCase(graph, { ...name, query: operation.query, variables: operation.variables() }, tally);
  }
}

async function runCase(graph: RandomGraph, { query, variables, ...name }: Omit<Difference, 'what'>, tally: Tally): Promise<void> {
  tally.cases += 1;
  const stock = await settle(() => graph.stock({ query, variables }));
  const compiled = await settle(() => graph.compiled({ query, variables }));
  if (compiled === FALLBACK) tally.fallback += 1;
  if (stock === FALLBACK || compiled === FALLBACK) return;
  if (stock.errors) tally.withErrors += 1;
  // What the planner refuses, neither of the two gets to run.
  if (isThrown(stock) && isThrown(compiled)) return;
  const what = difference(stock, compiled);
  if (what !== undefined) tally.differences.push({ ...name, query, variables, what });
}

const isThrown = ({ errors }: SpecAnswer): boolean => errors?.[0]?.message.startsWith('thrown: ') ?? false;

const FALLBACK = Symbol('left to the stock executor');

/** What an executor throws counts as an answer too. */
async function settle(run: () => Promise<SpecAnswer>): Promise<SpecAnswer | typeof FALLBACK> {
  try {
    return await run();
  } catch (error) {
    if (unsupportedReason(error)) return FALLBACK;
    return { errors: [{ message: `thrown: ${(error as Error).message}` }] };
  }
}
