import { specGraph, type SpecGraph } from '@crossing/federation-executor/spec-graph.ts';
import { printModel } from './print-model.ts';
import { withData } from './random-data.ts';
import { randomModel } from './random-model.ts';
import { seeded } from './random.ts';

const CALM = { nulls: 0, errors: 0, wrongNulls: 0 };
const ROUGH = { nulls: 8, errors: 2, wrongNulls: 1 };
const MILD = { nulls: 10, errors: 0.3, wrongNulls: 0.1 };

export interface RandomGraph extends SpecGraph {
  /** Set `run` to have other data. */
  readonly world: { run: number };
}

/** The graph of a seed; undefined where what was drawn does not compose. */
export async function randomGraph(seed: number, onRefusal?: (reason: string) => void): Promise<RandomGraph | undefined> {
  const world = { run: 0 };
  const random = seeded(seed);
  const model = randomModel(random);
  const faults = random.pick([CALM, MILD, ROUGH]);
  const subgraphs = printModel(random, model).map((sdl, index) => withData(`s${index}`, sdl, { seed, model, faults, world }));
  try {
    return { ...(await specGraph(subgraphs)), world };
  } catch (error) {
    onRefusal?.((error as Error).message);
    return undefined;
  }
}
