import { globSync } from 'node:fs';
import path from 'node:path';
import { runJest, runModule } from './run-jest.ts';

// npm test [-- pattern]: generates resolver types, then runs the tests of every project; the stories of apps/e2e come last,
// each with a graph of its own, and the attacks, all on one. The last line sums up: N passed, N failed, N skipped.
const root = path.join(import.meta.dirname, '../..');
const patterns = process.argv.slice(2);

interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The suites with tests that were skipped; their names say why. */
  readonly skippedSuites: readonly string[];
}

async function count(counted: readonly string[], ...options: string[]): Promise<Totals> {
  const { code, report } = await runJest({ projects: counted, options: ['--passWithNoTests', ...options], patterns });
  if (!report) return { passed: 0, failed: 1, skipped: 0, skippedSuites: [] };
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    skippedSuites: report.testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'pending').map(({ ancestorTitles }) => ancestorTitles[0] ?? ''),
    ),
  };
}

const projects = globSync('{apps,libs,tools}/*/jest.config.cjs', { cwd: root })
  .map((file) => path.dirname(file))
  .sort();
const stories = projects.filter((project) => project === path.join('apps', 'e2e'));

const codegen = await runModule(['nx/dist/bin/nx.js', 'run-many', '-t', 'codegen', '--output-style=stream']);
const results = [
  { passed: 0, failed: codegen === 0 ? 0 : 1, skipped: 0, skippedSuites: [] },
  await count(
    projects.filter((project) => !stories.includes(project)),
    '--maxWorkers=2',
    '--workerIdleMemoryLimit=1GB',
  ),
  await count(stories, '--runInBand'),
  await count([path.join('apps', 'e2e', 'attacks')], '--runInBand'),
];
const sum = (key: 'passed' | 'failed' | 'skipped'): number => results.reduce((total, result) => total + result[key], 0);
for (const suite of new Set(results.flatMap(({ skippedSuites }) => skippedSuites))) console.log(`skipped: ${suite}`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exit(sum('failed') === 0 ? 0 : 1);
