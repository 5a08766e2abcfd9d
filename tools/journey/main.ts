// npm run journey [-- --url http://127.0.0.1:4000] [--json]: plays the journey, by default on a graph of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startGraph } from '@crossing/tool-dev/graph.ts';
import { grantStaff } from './demo/grant-staff.ts';
import { graphClient } from './graph-client.ts';
import { playJourney, steps, type PlayedStep, type Stage } from './journey.ts';
import { operatorEnvironment } from '@crossing/tool-dev/environment.ts';

const { values } = parseArgs({ options: { url: { type: 'string' }, json: { type: 'boolean', default: false } } });
const played: PlayedStep[] = [];
const started = performance.now();
let failure: string | null = null;
try {
  await (values.url ? playOn({ graph: graphClient(values.url), grantStaff: grantStaff(process.env) }) : playOnOwnGraph());
} catch (error) {
  failure = (error as Error).message;
}
report();
process.exit(failure === null ? 0 : 1);

async function playOn(stage: Stage): Promise<void> {
  await playJourney({
    ...stage,
    onStep: (step) => {
      played.push(step);
      if (!values.json) console.log(`${String(step.step).padStart(2)}  ${String(step.ms).padStart(5)} ms  ${step.title}`);
    },
  });
}

async function playOnOwnGraph(): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'crossing-journey-'));
  const graph = await startGraph({ port: 0, dataDir });
  try {
    await playOn({ graph: graphClient(graph.url), grantStaff: grantStaff(operatorEnvironment(graph)) });
  } finally {
    await graph.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function report(): void {
  const ms = Math.round(performance.now() - started);
  if (values.json) return console.log(JSON.stringify({ steps: played.length, of: steps.length, ms, failure, played }));
  if (failure !== null) console.error(failure);
  console.log(`journey: ${played.length} of ${steps.length} (${ms} ms)`);
}
