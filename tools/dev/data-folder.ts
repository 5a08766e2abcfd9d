import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Complaint } from './complaint.ts';
import { isAlive } from './is-alive.ts';

/** Raised when what lies in a data folder changes in a way that an older folder does not fit. */
const LAYOUT = 1;

/** The folder that DATA_DIR names, `.data` by default; relative to the repository. */
export const dataDirOf = (setting: string | undefined): string => path.resolve(import.meta.dirname, '../..', setting || '.data');

/** What a data folder says of itself, in `crossing.json`. */
interface Passport {
  readonly layout: number;
  readonly seeded: boolean;
}

/** Where the graph of a data folder answers, while it runs. */
export interface RunningGraph {
  readonly url: string;
  readonly databaseUrl: string;
}

/** The folder with everything that a graph keeps: database, secrets, logs. One graph uses it at a time. */
export interface DataFolder {
  readonly path: string;
  readonly seeded: boolean;
  markSeeded(): void;
  /** Tells commands such as `npm run staff` where the graph is. */
  announce(graph: RunningGraph): void;
  release(): void;
}

/** Makes the folder or takes it up again; complains if it cannot be written, is of another layout, or is in use. */
export function openDataFolder(dir: string): DataFolder {
  const passportFile = path.join(dir, 'crossing.json');
  const lockFile = path.join(dir, 'start.pid');
  const write = (passport: Passport): void => writeFileSync(passportFile, `${JSON.stringify(passport)}\n`);
  try {
    makeFolder(dir);
    // Kafka's own folder may have been there first.
    const isNew = readdirSync(dir).every((name) => name === 'kafka');
    refuseWhenInUse(dir, lockFile);
    writeFileSync(lockFile, String(process.pid));
    if (isNew) write({ layout: LAYOUT, seeded: false });
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw new Complaint(
      `${dir} cannot be written (${(error as NodeJS.ErrnoException).code}): give it to this user, or name another folder: DATA_DIR=~/crossing npm start`,
    );
  }
  const release = (): void => [lockFile, runningFile(dir)].forEach((file) => rmSync(file, { force: true }));
  const passport = existsSync(passportFile) ? (JSON.parse(readFileSync(passportFile, 'utf8')) as Passport) : null;
  if (passport?.layout !== LAYOUT) {
    release();
    throw new Complaint(
      `${dir} was not made by this release (layout ${passport?.layout ?? 'unknown'}, this one has ${LAYOUT}): move it away or name another folder: DATA_DIR=~/crossing npm start`,
    );
  }
  return {
    path: dir,
    seeded: passport.seeded,
    markSeeded: () => write({ layout: LAYOUT, seeded: true }),
    announce: ({ url, databaseUrl }) => writeFileSync(runningFile(dir), JSON.stringify({ url, databaseUrl }), { mode: 0o600 }),
    release,
  };
}

/** The graph that runs in a data folder; null when none does. */
export function runningGraph(dir: string): RunningGraph | null {
  if (!existsSync(runningFile(dir))) return null;
  return JSON.parse(readFileSync(runningFile(dir), 'utf8')) as RunningGraph;
}

/** Where a data folder keeps the signed heads of audit logs: beside the database, not in it. */
export const auditDirOf = (dir: string): string => path.join(dir, 'audit');

const runningFile = (dir: string): string => path.join(dir, 'running.json');

/** Level by level: Node's own recursive way never ends where a file system refuses with ENOENT, as /proc does. */
export function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  makeFolder(path.dirname(dir));
  mkdirSync(dir);
}

function refuseWhenInUse(dir: string, lockFile: string): void {
  if (!existsSync(lockFile)) return;
  const pid = Number(readFileSync(lockFile, 'utf8'));
  if (pid !== process.pid && isAlive(pid))
    throw new Complaint(
      `${dir} is in use by process ${pid}: stop that one, or name another folder: DATA_DIR=~/crossing PORT=5000 npm start`,
    );
}
