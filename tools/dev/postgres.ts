import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, chownSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { Complaint } from './complaint.ts';
import { executable, linkedLibraries, nativeFolder, reachable, unprivileged, usableBy, type User } from './postgres-binaries.ts';

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
  if (process.platform !== 'win32') guard(child);
  const url = `postgres://crossing@127.0.0.1:${port}/postgres`;
  await untilItAnswers(child, url);
  return { url, pid: child.pid!, stop: () => stopped(child) };
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

/** Stops PostgreSQL should we be killed without a chance to do it ourselves. */
function guard({ pid }: ChildProcess): void {
  const watch = `while kill -0 ${process.pid} 2>/dev/null && kill -0 ${pid} 2>/dev/null; do sleep 1; done; kill -INT ${pid} 2>/dev/null`;
  spawn('sh', ['-c', watch], { detached: true, stdio: 'ignore' }).unref();
}

/** Fast shutdown: open connections are closed, the data is whole. */
function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });
}
