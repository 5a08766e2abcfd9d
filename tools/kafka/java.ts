import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { Complaint } from '@crossing/tool-dev/complaint.ts';

/** The Java that runs Kafka. */
export interface Java {
  readonly command: string;
  /** Differs between any two versions and builds. */
  readonly fingerprint: string;
}

/** The oldest that Kafka's brokers run on. */
const OLDEST = 17;

/** The Java of JAVA_HOME, or the one on the path; complains if there is none that Kafka runs on. */
export async function findJava(home: string | undefined = process.env.JAVA_HOME): Promise<Java> {
  const command = home ? path.join(home, 'bin', 'java') : 'java';
  const said = await outputOf(command);
  const major = majorVersionOf(said);
  const mend = `install Java ${OLDEST} or newer (Debian: apt-get install default-jre-headless), or set JAVA_HOME to it`;
  if (major === null) throw new Complaint(`Kafka runs on Java, and ${command} does not start: ${mend}.`);
  if (major < OLDEST) throw new Complaint(`Kafka needs Java ${OLDEST} or newer, and ${command} is ${major}: ${mend}.`);
  return { command, fingerprint: createHash('sha256').update(said).digest('hex').slice(0, 12) };
}

/** From what `java -version` says; null if that is no version. */
export function majorVersionOf(said: string): number | null {
  const match = /version "(?:1\.)?(\d+)/.exec(said);
  return match ? Number(match[1]) : null;
}

/** Java says its version on the standard error; nothing if it does not start. */
const outputOf = (command: string): Promise<string> =>
  new Promise((resolve) => execFile(command, ['-version'], (error, _stdout, stderr) => resolve(error ? '' : stderr)));
