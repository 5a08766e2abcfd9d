import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

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

/** What jest writes with --json, as far as we count it. */
interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  /** Files that could not even be loaded: each counts as a failure. */
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly ancestorTitles: readonly string[] }[];
  }[];
}

const run = (script: string, ...args: string[]): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['--experimental-vm-modules', '--no-warnings', path.join(root, 'node_modules', script), ...args],
      {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, NX_DAEMON: 'false' },
      },
    );
    child.once('exit', (code) => resolve(code ?? 1));
  });

async function runJest(projects: readonly string[], ...options: string[]): Promise<Totals> {
  const folder = mkdtempSync(path.join(tmpdir(), 'crossing-test-'));
  const report = path.join(folder, 'report.json');
  const code = await run(
    'jest/bin/jest.js',
    '--projects',
    ...projects,
    '--passWithNoTests',
    '--json',
    `--outputFile=${report}`,
    ...options,
    '--',
    ...patterns,
  );
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    ) as JestReport;
    const skippedSuites = testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'pending').map(({ ancestorTitles }) => ancestorTitles[0] ?? ''),
    );
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    // A failure of jest itself, of its set-up for example, is in no test's count.
    return {
      passed: numPassedTests,
      failed: failed === 0 && code !== 0 ? 1 : failed,
      skipped: numPendingTests + numTodoTests,
      skippedSuites,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0, skippedSuites: [] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const projects = globSync('{apps,libs,tools}/*/jest.config.cjs', { cwd: root })
  .map((file) => path.dirname(file))
  .sort();
const stories = projects.filter((project) => project === path.join('apps', 'e2e'));

const codegen = await run('nx/dist/bin/nx.js', 'run-many', '-t', 'codegen', '--output-style=stream');
const results = [
  { passed: 0, failed: codegen === 0 ? 0 : 1, skipped: 0, skippedSuites: [] },
  await runJest(
    projects.filter((project) => !stories.includes(project)),
    '--maxWorkers=2',
    '--workerIdleMemoryLimit=1GB',
  ),
  await runJest(stories, '--runInBand'),
  await runJest([path.join('apps', 'e2e', 'attacks')], '--runInBand'),
];
const sum = (key: 'passed' | 'failed' | 'skipped'): number => results.reduce((total, result) => total + result[key], 0);
for (const suite of new Set(results.flatMap(({ skippedSuites }) => skippedSuites))) console.log(`skipped: ${suite}`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exit(sum('failed') === 0 ? 0 : 1);
