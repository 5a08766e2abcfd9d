import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Complaint } from '@crossing/tool-dev/complaint.ts';

export interface CopyOptions {
  readonly pom: string;
  /** Where the jars go. */
  readonly folder: string;
  readonly onProgress: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** What to say where there is no Maven. */
export const NO_MAVEN = 'Kafka’s jars come with Maven, and there is no mvn: install it (Debian: apt-get install maven), then start again.';

const EVERY_MS = 1_000;

/** Has Maven gather what a pom.xml depends on, from its own cache or the network; complains if it is missing or does not succeed. */
export async function copyDependencies({ pom, folder, onProgress, signal }: CopyOptions): Promise<void> {
  const goal = [
    'org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${folder}`,
  ];
  const progress = downloads(onProgress);
  const errors: string[] = [];
  const code = await mvn(['-B', '-f', pom, ...goal], signal, (line) => {
    progress(line);
    if (line.startsWith('[ERROR]')) errors.push(line.slice('[ERROR]'.length).trim());
  });
  signal?.throwIfAborted();
  if (code === 'ENOENT') throw new Complaint(NO_MAVEN);
  if (code !== 0)
    throw new Complaint(
      `Maven could not download Kafka’s jars (${reasonIn(errors)}): see that this machine reaches Maven’s repository, then start again.`,
    );
}

/** Its exit code, or the error that kept it from starting. */
const mvn = (args: readonly string[], signal: AbortSignal | undefined, onLine: (line: string) => void): Promise<number | string | null> =>
  new Promise((resolve) => {
    // On Windows it is a batch file, which takes a shell; that splits at blanks.
    const shell = process.platform === 'win32';
    const child = spawn('mvn', shell ? args.map((one) => `"${one}"`) : args, { shell, signal, stdio: ['ignore', 'pipe', 'ignore'] });
    createInterface({ input: child.stdout }).on('line', onLine);
    child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    child.once('close', resolve);
  });

/** Says every second or so how many jars have come. */
function downloads(onProgress: (line: string) => void): (line: string) => void {
  let jars = 0;
  let bytes = 0;
  let saidAt = performance.now();
  return (line) => {
    const size = downloadedBytes(line);
    if (size === null) return;
    jars += 1;
    bytes += size;
    if (performance.now() - saidAt < EVERY_MS) return;
    saidAt = performance.now();
    onProgress(`${jars} jars, ${(bytes / 1e6).toFixed(1)} MB so far`);
  };
}

const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6 };

/** The size of the jar whose arrival Maven reports in this line; null for any other line. */
export function downloadedBytes(line: string): number | null {
  const match = /Downloaded from .*\.jar \(([\d.]+) (B|kB|MB)\b/.exec(line);
  return match ? Number(match[1]) * UNITS[match[2]!]! : null;
}

/** What Maven gives as the reason: the end of its chain of causes, without its advice and its addresses of help. */
export function reasonIn(errors: readonly string[]): string {
  const [first = 'it gave no reason'] = errors.filter((line) => line !== '');
  return first
    .replace(/\s*->\s*\[Help \d+\]$/, '')
    .split(': ')
    .slice(-2)
    .join(': ');
}
