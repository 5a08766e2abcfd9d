import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { makeFolder } from '@crossing/tool-dev/data-folder.ts';
import { isAlive } from '@crossing/tool-dev/is-alive.ts';

/** What a folder says of its cluster, in `cluster.json`. */
interface Passport {
  readonly clusterId: string;
  readonly brokers: number;
}

/** The folder with everything that a cluster keeps: a folder of records for every node, settings, logs. */
export interface ClusterFolder extends Passport {
  readonly path: string;
  release(): void;
}

/** Folders in use by this very process, whose id in the lock file would tell nothing. */
const ours = new Set<string>();

/** Makes the folder for so many brokers (1 by default) or takes it up again; complains if it does not fit, cannot be written, or is in use. */
export function openClusterFolder(dir: string, brokers?: number): ClusterFolder {
  const folder = path.resolve(dir);
  if (folder.includes(','))
    throw new Complaint(`${folder} has a comma in its name, which parts folders for Kafka: name another one with --data.`);
  const lockFile = path.join(folder, 'kafka.pid');
  const passportFile = path.join(folder, 'cluster.json');
  try {
    makeFolder(folder);
    makeFolder(path.join(folder, 'logs'));
    refuseWhenInUse(folder, lockFile);
    const passport = passportOf(passportFile) ?? { clusterId: randomBytes(16).toString('base64url'), brokers: brokers ?? 1 };
    refuseOtherSize(folder, passport, brokers);
    writeFileSync(passportFile, `${JSON.stringify(passport)}\n`);
    writeFileSync(lockFile, String(process.pid));
    ours.add(folder);
    let released = false;
    return {
      ...passport,
      path: folder,
      release() {
        // The second time the folder may be another one's.
        if (released) return;
        released = true;
        ours.delete(folder);
        rmSync(lockFile, { force: true });
      },
    };
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw new Complaint(
      `Kafka cannot keep its data in ${folder} (${(error as NodeJS.ErrnoException).code}): give it to this user, or name another folder with --data.`,
    );
  }
}

const passportOf = (file: string): Passport | null => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Passport) : null);

function refuseWhenInUse(folder: string, lockFile: string): void {
  const pid = existsSync(lockFile) ? Number(readFileSync(lockFile, 'utf8')) : 0;
  if (ours.has(folder) || (pid !== process.pid && isAlive(pid)))
    throw new Complaint(`${folder} is in use by process ${pid}: stop that one, or name another folder with --data (and another --port).`);
}

function refuseOtherSize(folder: string, found: Passport, wanted: number = found.brokers): void {
  if (found.brokers !== wanted)
    throw new Complaint(
      `${folder} holds a cluster of ${found.brokers}, not of ${wanted}: start it with --brokers ${found.brokers}, or name another folder with --data.`,
    );
}
