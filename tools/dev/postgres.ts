import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import pg from 'pg';
import { Complaint } from './complaint.ts';
import { guard } from './guard.ts';
import { isFree } from './ports.ts';
import { executable, linkedLibraries, nativeFolder, unprivileged, usableBy, type User } from './postgres-binaries.ts';
import { clusterFolder, makeCluster } from './postgres-folder.ts';

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
  /** Where the cluster really is: beside `dataDir` when PostgreSQL's user cannot get in there. */
  readonly folder: string;
  stop(): Promise<void>;
}

const PATIENCE_MS = 20_000;
/** A PostgreSQL whose starter was killed notices within a second and then takes a moment to stop. */
const PREDECESSOR_MS = 6_000;

/**
 * Starts the PostgreSQL that comes with the project on loopback, without a socket file; answers when it takes connections.
 * As root it runs as the user postgres or nobody, because PostgreSQL refuses root. It ends with this process, however that ends.
 */
export async function startPostgres({ dataDir, port, durable }: PostgresOptions): Promise<RunningPostgres> {
  const user = unprivileged();
  const native = usableBy(user, linkedLibraries(nativeFolder()));
  if (!(await isFree(port))) {
    throw new Complaint(`Port ${port}, where PostgreSQL should listen, is taken: stop what listens there, or set DATABASE_URL to it.`);
  }
  const folder = clusterFolder(dataDir, user);
  makeCluster(native, folder, user);
  const url = `postgres://crossing@127.0.0.1:${port}/postgres`;
  const args = serverArguments(folder, port, durable);
  for (const since = performance.now(); ;) {
    const child = launch(path.join(native, 'bin', executable('postgres')), args, folder, user);
    const failure = await answersOrEnds(child, url);
    if (failure === null) return { url, pid: child.pid!, folder, stop: () => stopped(child) };
    await stopped(child);
    const inUse = failure.includes('postmaster.pid');
    if (!inUse) throw new Complaint(`PostgreSQL did not start: ${failure}`);
    if (performance.now() - since > PREDECESSOR_MS) {
      throw new Complaint(`${folder} is in use by another PostgreSQL: stop that one, or choose another folder with DATA_DIR.`);
    }
    await pause(200);
  }
}

function serverArguments(folder: string, port: number, durable: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    log_min_messages: 'fatal',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return ['-D', folder, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

function launch(program: string, args: readonly string[], folder: string, user: User | undefined): ChildProcess {
  const child = spawn(program, args, {
    ...user,
    cwd: folder,
    env: { ...process.env, LC_MESSAGES: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own: Ctrl-C reaches us, and we stop it when everything else has drained.
    detached: process.platform !== 'win32',
  });
  const kill = () => void child.kill('SIGINT');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  if (child.pid) guard(child.pid, 'INT');
  return child;
}

/** Null when it takes connections, otherwise why it does not. */
async function answersOrEnds(child: ChildProcess, url: string): Promise<string | null> {
  let said = '';
  child.stderr?.on('data', (chunk) => (said = (said + String(chunk)).slice(-2_000)));
  child.once('error', (error) => (said += error.message));
  const lastWords = () => /FATAL: +(.*)/.exec(said)?.[1] ?? (said.trim() || 'it said nothing');
  for (const since = performance.now(); performance.now() - since < PATIENCE_MS; await pause(20)) {
    if (hasEnded(child)) return lastWords();
    if (await answers(url)) return null;
  }
  return `it does not answer after ${PATIENCE_MS / 1000} s; ${lastWords()}`;
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
    if (hasEnded(child)) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });
}

// Without a pid it never began.
const hasEnded = ({ pid, exitCode, signalCode }: ChildProcess): boolean => pid === undefined || exitCode !== null || signalCode !== null;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
