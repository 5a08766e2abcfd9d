import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, chownSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Complaint } from './complaint.ts';
import { executable, reachable, type User } from './postgres-binaries.ts';

const MAJOR = '18';

/** The folder in which the cluster is kept for `wanted`: there, private to PostgreSQL's user, and of our major version if not empty. */
export function clusterFolder(wanted: string, user: User | undefined): string {
  const data = path.resolve(wanted);
  const hidden = user !== undefined && !reachable(path.dirname(data));
  // Under a private folder the other user could not get in: a folder with a name made from the wanted one stands for it.
  const folder = hidden ? path.join('/var/tmp', `crossing-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`) : data;
  const version = path.join(folder, 'PG_VERSION');
  try {
    makePrivate(folder, user);
    const found = existsSync(version) ? readFileSync(version, 'utf8').trim() : MAJOR;
    if (found === MAJOR) return folder;
    throw new Complaint(
      `${folder} was made by PostgreSQL ${found}, this project runs ${MAJOR}: move the folder away, or choose another one with DATA_DIR.`,
    );
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw new Complaint(
      `PostgreSQL cannot keep its data in ${folder} (${(error as NodeJS.ErrnoException).code}): make it writable, or choose another one with DATA_DIR.`,
    );
  }
}

function makePrivate(folder: string, user: User | undefined): void {
  mkdirSync(folder, { recursive: true });
  accessSync(folder, constants.W_OK);
  chmodSync(folder, 0o700);
  if (user) chownSync(folder, user.uid, user.gid);
}

/** Makes a cluster in an empty folder. Whoever dies on the way leaves no half of one: it is made beside it and put in its place. */
export function makeCluster(native: string, folder: string, user: User | undefined): void {
  if (existsSync(path.join(folder, 'PG_VERSION'))) return;
  const fresh = `${folder}.new`;
  try {
    rmSync(fresh, { recursive: true, force: true });
    makePrivate(fresh, user);
    const args = ['-D', fresh, '-U', 'crossing', '--auth=trust', '--no-locale', '--encoding=UTF8', '--no-sync', '--no-instructions'];
    const options = { ...user, cwd: fresh, env: { ...process.env, LC_MESSAGES: 'C' }, stdio: ['ignore', 'ignore', 'pipe'] as const };
    execFileSync(path.join(native, 'bin', executable('initdb')), args, { ...options, stdio: [...options.stdio] });
    rmdirSync(folder);
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    const { code, stderr } = error as { code?: string; stderr?: Buffer };
    if (code === 'ENOTEMPTY') throw new Complaint(`${folder} is neither empty nor a PostgreSQL cluster: choose another one with DATA_DIR.`);
    const why = stderr?.toString().trim().split('\n').at(-1) ?? (error as Error).message;
    throw new Complaint(`The PostgreSQL that comes with the project does not run here (${why}): start one yourself and set DATABASE_URL.`);
  }
}
