// npm run seed [-- --url http://127.0.0.1:4000]: plays the demo into a running graph, through its API.
import { parseArgs } from 'node:util';
import { graphClient } from '@crossing/tool-journey/graph-client.ts';
import { grantStaff } from '@crossing/tool-journey/demo/grant-staff.ts';
import { seed } from './seed.ts';

const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://127.0.0.1:4000' } } });
const started = performance.now();
try {
  await seed({ graph: graphClient(values.url), grantStaff: grantStaff(process.env) });
  console.log(`The demo is in the graph (${Math.round(performance.now() - started)} ms).`);
} catch (error) {
  console.error(`The demo stopped: ${(error as Error).message}`);
  process.exitCode = 1;
}
