import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { Complaint } from './complaint.ts';
import { executable, reachable, type User } from './postgres-binaries.ts';

const MAJOR = '18';
const STAND_INS = '/var/tmp';
const ROOT = 0;

/** The folder in which the cluster is kept for `wanted`: there, private to PostgreSQL's user, and of our major version if not empty. */
export function clusterFolder(wanted: string, user: User | undefined): string {
  const data = path.resolve(wanted);
  const hidden = user !== undefined && !reachable(path.dirname(data));
  const folder = hidden ? standInOf(data) : data;
  const version = path.join(folder, 'PG_VERSION');
  try {
    if (hidden) prepareStandIn(folder, data, user);
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

/** Under a private folder the other user could not get in: a folder with a name made from the wanted one stands for it. */
const standInOf = (data: string): string =>
  path.join(STAND_INS, `crossing-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`);

/** Makes the stand-in, notes for which folder it stands, and removes those whose folder is gone. */
function prepareStandIn(folder: string, data: string, user: User): void {
  for (const name of readdirSync(STAND_INS).filter((entry) => /^crossing-[0-9a-f]{12}\.for$/.test(entry))) {
    const note = path.join(STAND_INS, name);
    if (!belongsTo([ROOT], note) || existsSync(readFileSync(note, 'utf8'))) continue;
    for (const gone of [note.slice(0, -'.for'.length), note]) rmSync(gone, { recursive: true, force: true });
  }
  mkdirSync(data, { recursive: true });
  // Everybody may write there: what somebody else has put in our way is not followed.
  const note = `${folder}.for`;
  for (const place of [folder, note]) {
    if (!belongsTo([ROOT, user.uid], place)) throw new Complaint(`${place} belongs to somebody else: remove it, or set DATABASE_URL.`);
  }
  if (!existsSync(folder)) mkdirSync(folder);
  if (!existsSync(note)) writeFileSync(note, data, { mode: 0o600, flag: 'wx' });
}

/** True as well for what is not there; a link is nobody's. */
function belongsTo(users: readonly number[], place: string): boolean {
  const found = lstatSync(place, { throwIfNoEntry: false });
  return !found || (!found.isSymbolicLink() && users.includes(found.uid));
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
