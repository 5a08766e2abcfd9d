import path from 'node:path';
import { runJest, type JestReport } from './run-jest.ts';

// npm run attacks [-- --json] [-- pattern]: plays the attacks that the network must answer against one running graph, and prints
// a line for each kind. With --json the last line is {"rows":[{"attack","passed","failed"}],"failed":n}. Ends with 1 if one got through.
const json = process.argv.includes('--json');
const patterns = process.argv.slice(2).filter((word) => word !== '--json');

interface Row {
  readonly attack: string;
  readonly passed: number;
  readonly failed: number;
}

const started = performance.now();
let said = '';
const { code, report } = await runJest({
  projects: ['apps/e2e/attacks'],
  options: ['--runInBand'],
  patterns,
  // What jest itself prints would stand between the rows; failures are in the report.
  stderr: (text) => void (said += text),
});
const rows = [...(report?.testResults ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)).map(rowOf);
// Not even the stage could be opened.
if (rows.length === 0) console.error(said);
const failed = rows.filter((row) => row.failed > 0).length + (code !== 0 && rows.every((row) => row.failed === 0) ? 1 : 0);
if (json) console.log(JSON.stringify({ rows, failed }));
else {
  for (const { attack, passed, failed: lost } of rows)
    console.log(`${lost === 0 ? 'held  ' : 'BROKEN'}  ${String(passed).padStart(3)}/${String(passed + lost).padEnd(3)}  ${attack}`);
  console.log(`${rows.length} attacks, ${failed} got through (${Math.round((performance.now() - started) / 1000)} s)`);
}
process.exit(failed === 0 ? 0 : 1);

function rowOf({ name, message, assertionResults }: JestReport['testResults'][number]): Row {
  const passed = assertionResults.filter(({ status }) => status === 'passed').length;
  // A file that could not even be loaded has no test that could fail.
  const failures = assertionResults.length === 0 ? 1 : assertionResults.filter(({ status }) => status === 'failed').length;
  if (failures > 0) console.error(message);
  return { attack: assertionResults[0]?.ancestorTitles[0] ?? path.basename(name), passed, failed: failures };
}
