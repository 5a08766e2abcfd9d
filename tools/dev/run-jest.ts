import { spawn, type StdioOptions } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

/** What jest writes with --json, as far as we read it. */
export interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  /** Files that could not even be loaded: each counts as a failure. */
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly ancestorTitles: readonly string[]; readonly title: string }[];
  }[];
}

interface JestRun {
  /** Folders with a jest.config.cjs, from the root. */
  readonly projects: readonly string[];
  readonly options: readonly string[];
  /** Only the test files whose path matches one. */
  readonly patterns: readonly string[];
  /** Otherwise what jest prints is printed. */
  readonly stderr?: (text: string) => void;
}

/** How jest ended. */
export interface JestEnd {
  /** Of the process: not 0 as well when its set-up failed, which is in no test's count. */
  readonly code: number;
  /** Null when it did not get that far. */
  readonly report: JestReport | null;
}

/** Runs jest and reads its report. */
export async function runJest({ projects, options, patterns, stderr }: JestRun): Promise<JestEnd> {
  const folder = mkdtempSync(path.join(tmpdir(), 'crossing-jest-'));
  const file = path.join(folder, 'report.json');
  const jest = ['jest/bin/jest.js', '--projects', ...projects, ...options, '--json', `--outputFile=${file}`, '--', ...patterns];
  try {
    const code = await runModule(jest, stderr);
    return { code, report: reportIn(file) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a script of node_modules in the root, and answers how it ended. */
export function runModule([script, ...args]: readonly string[], stderr?: (text: string) => void): Promise<number> {
  const stdio: StdioOptions = stderr ? ['ignore', 'ignore', 'pipe'] : 'inherit';
  const flags = ['--experimental-vm-modules', '--no-warnings'];
  const child = spawn(process.execPath, [...flags, path.join(root, 'node_modules', script!), ...args], {
    cwd: root,
    stdio,
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  child.stderr?.on('data', (chunk) => stderr?.(String(chunk)));
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}

function reportIn(file: string): JestReport | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JestReport;
  } catch {
    return null;
  }
}
