// npm run differential [-- --cases N] [--seed N] [--operations N] [--json]: the stock executor and ours on random graphs.
import { parseArgs } from 'node:util';
import { runCampaign } from './campaign.ts';

process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    operations: { type: 'string', default: '30' },
    show: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});
const cases = numberOf('cases');
const show = numberOf('show');
let shown = 0;
const started = performance.now();
const tally = await runCampaign({
  cases,
  seed: numberOf('seed'),
  operationsPerGraph: numberOf('operations'),
  onDifference: ({ graph, operation, query, variables, what }) => {
    console.log(`different: { "graph": ${graph}, "operation": ${operation} }`);
    if ((shown += 1) <= show) console.log(`${query.trim()}\n${JSON.stringify(variables)}\n${what}\n`);
  },
  onRefusal: (reason) => {
    if (!values.json) console.log(`does not compose: ${reason.split('\n')[0]}`);
  },
});
const { fallback, withErrors, differences } = tally;
console.log(`${tally.cases} cases, ${withErrors} of them with errors, in ${((performance.now() - started) / 1000).toFixed(0)} s`);
if (values.json) console.log(JSON.stringify({ cases: tally.cases, different: differences.length, fallback }));
else console.log(`${differences.length} different, ${fallback} left to the stock executor`);
process.exitCode = differences.length > 0 ? 1 : 0;

function numberOf(option: 'cases' | 'seed' | 'operations' | 'show'): number {
  const value = Number(values[option]);
  if (Number.isInteger(value) && value >= (option === 'show' ? 0 : 1)) return value;
  throw new Error(`--${option} takes a whole number from ${option === 'show' ? 0 : 1}, not "${values[option]}".`);
}
