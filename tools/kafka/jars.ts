import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { removeLeftovers } from './leftovers.ts';
import { copyDependencies } from './maven.ts';

const POM = path.join(import.meta.dirname, 'pom.xml');
const CACHE = path.join(import.meta.dirname, '../../.cache/kafka');

export interface JarsOptions {
  readonly pom?: string;
  readonly cache?: string;
  /** Hears what happens, a line at a time. */
  readonly say?: (line: string) => void;
  /** Hears about every second how far the download is. */
  readonly onProgress?: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** Where the jars of this release lie, or will lie: another pom.xml, another folder. */
export function jarsFolder({ pom = POM, cache = CACHE }: JarsOptions = {}): string {
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex');
  return path.join(cache, hash.slice(0, 12));
}

/** The folder with Kafka's jars; the first time Maven downloads them. */
export async function kafkaJars({
  pom = POM,
  cache = CACHE,
  say = () => {},
  onProgress = () => {},
  signal,
}: JarsOptions = {}): Promise<string> {
  const folder = jarsFolder({ pom, cache });
  if (existsSync(folder)) return folder;
  // Whoever dies on the way leaves nothing that looks whole: they are gathered beside it and put in place at once.
  const fresh = `${folder}.${process.pid}`;
  try {
    mkdirSync(cache, { recursive: true });
    removeLeftovers(cache, path.basename(folder));
  } catch (error) {
    throw new Complaint(
      `${cache}, where Kafka’s jars are kept, cannot be written (${(error as NodeJS.ErrnoException).code}): make it writable.`,
    );
  }
  say('Downloading Kafka’s jars (about 43 MB, once) …');
  try {
    await copyDependencies({ pom, folder: fresh, onProgress, signal });
    putInPlace(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  say(`Kafka’s jars are in ${folder} (${megabytes(folder)} MB)`);
  return folder;
}

/** Two that started at once both have a whole folder: the first one’s stays. */
function putInPlace(fresh: string, folder: string): void {
  try {
    renameSync(fresh, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

const megabytes = (folder: string): number =>
  Math.round(readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0) / 1e6);
