import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// npm run attacks [-- --json] [-- pattern]: plays the attacks that the network must answer against one running graph, and prints
// a line for each kind. With --json the last line is {"rows":[{"attack","passed","failed"}],"failed":n}. Ends with 1 if one got through.
const root = path.join(import.meta.dirname, '../..');
const json = process.argv.includes('--json');
const patterns = process.argv.slice(2).filter((word) => word !== '--json');

/** What jest writes with --json, as far as the table needs it. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly ancestorTitles: readonly string[]; readonly title: string }[];
  }[];
}

interface Row {
  readonly attack: string;
  readonly passed: number;
  readonly failed: number;
}

const folder = mkdtempSync(path.join(tmpdir(), 'crossing-attacks-'));
const report = path.join(folder, 'report.json');
const started = performance.now();
const code = await new Promise<number>((resolve) => {
  const jest = ['node_modules/jest/bin/jest.js', '--projects', 'apps/e2e/attacks', '--runInBand', '--json', `--outputFile=${report}`];
  const child = spawn(process.execPath, ['--experimental-vm-modules', '--no-warnings', ...jest, '--', ...patterns], {
    cwd: root,
    // What jest itself prints would stand between the rows; failures are in the report.
    stdio: 'ignore',
  });
  child.once('exit', (ended) => resolve(ended ?? 1));
});
const rows = rowsOf(report);
const failed = rows.filter((row) => row.failed > 0).length + (code !== 0 && rows.every((row) => row.failed === 0) ? 1 : 0);
if (json) console.log(JSON.stringify({ rows, failed }));
else {
  for (const { attack, passed, failed: lost } of rows)
    console.log(`${lost === 0 ? 'held  ' : 'BROKEN'}  ${String(passed).padStart(3)}/${String(passed + lost).padEnd(3)}  ${attack}`);
  console.log(`${rows.length} attacks, ${failed} got through (${Math.round((performance.now() - started) / 1000)} s)`);
}
process.exit(failed === 0 ? 0 : 1);

function rowsOf(file: string): readonly Row[] {
  try {
    const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
    return [...testResults].sort((a, b) => (a.name < b.name ? -1 : 1)).map(rowOf);
  } catch {
    return [];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowOf({ name, message, assertionResults }: Report['testResults'][number]): Row {
  const passed = assertionResults.filter(({ status }) => status === 'passed').length;
  // A file that could not even be loaded has no test that could fail.
  const failures = assertionResults.length === 0 ? 1 : assertionResults.filter(({ status }) => status === 'failed').length;
  if (failures > 0) console.error(message);
  return { attack: assertionResults[0]?.ancestorTitles[0] ?? path.basename(name), passed, failed: failures };
}
