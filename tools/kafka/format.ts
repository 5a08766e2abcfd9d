import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { jvmArguments, type Jvm } from './jvm.ts';

interface FormatOptions {
  readonly jvm: Jvm;
  readonly clusterId: string;
  /** The file with the node's settings. */
  readonly settings: string;
  /** Where the node keeps its records. */
  readonly folder: string;
  readonly signal?: AbortSignal;
}

/** Makes a new node's folder a part of the cluster; leaves one alone that is. Kafka writes `meta.properties` last, so half of one is made again. */
export async function formatIfNew({ jvm, clusterId, settings, folder, signal }: FormatOptions): Promise<void> {
  if (existsSync(path.join(folder, 'meta.properties'))) return;
  // One word: as a word of its own an id that begins with a dash would be taken for an option.
  const args = [...jvmArguments(jvm), 'kafka.tools.StorageTool', 'format', `--cluster-id=${clusterId}`, '-c', settings];
  const failure = await new Promise<string | null>((resolve) =>
    execFile(jvm.java, args, { signal }, (error, stdout, stderr) => resolve(error && lastLine(stderr || stdout || error.message))),
  );
  signal?.throwIfAborted();
  if (failure !== null) throw new Complaint(`Kafka could not prepare ${folder} (${failure}): name another folder with --data.`);
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
