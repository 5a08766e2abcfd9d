import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Complaint } from '@crossing/tool-dev/complaint.ts';
import { guard } from '@crossing/tool-dev/guard.ts';
import { jvmArguments, type Jvm } from './jvm.ts';
import type { NodePlan } from './layout.ts';
import { removeLeftovers } from './leftovers.ts';
import { whyItEnded } from './why-it-ended.ts';

export interface NodeOptions {
  readonly plan: NodePlan;
  readonly jvm: Jvm;
  /** The file with its settings. */
  readonly settings: string;
  readonly log: string;
  /** It ended although nobody asked it to; `how` is its exit code or the signal. */
  readonly onEnd: (how: string) => void;
}

/** A node's process, that can be ended and started again. */
export interface NodeProcess {
  readonly plan: NodePlan;
  /** While it runs. */
  readonly pid: number | undefined;
  /** Answers when it takes part in the cluster; complains if it ends on the way. */
  start(): Promise<void>;
  /** Sends a signal and answers when the node has ended; a node that takes too long over SIGTERM is killed. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** Sends a signal that leaves it alive, such as SIGSTOP. */
  signal(signal: NodeJS.Signals): void;
}

const READY = 'Kafka Server started';
const READY_WITHIN_MS = 60_000;
const PATIENCE_MS = 15_000;
const KEPT_LINES = 100;

/** Archives of classes that a node will write. */
const writing = new Set<string>();
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export function nodeProcess({ plan, jvm, settings, log, onEnd }: NodeOptions): NodeProcess {
  let child: ChildProcess | null = null;
  // Whether its end would be a surprise.
  let wanted = false;

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    wanted = false;
    const ending = child;
    if (!ending || hasEnded(ending)) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    // One that stands still would not hear of its end; Windows knows no such signal.
    if (signal !== 'SIGKILL' && process.platform !== 'win32') ending.kill('SIGCONT');
    ending.kill(signal);
    const impatience = setTimeout(() => ending.kill('SIGKILL'), PATIENCE_MS);
    await ended;
    clearTimeout(impatience);
  };

  return {
    plan,
    get pid() {
      return child && !hasEnded(child) ? child.pid : undefined;
    },
    async start() {
      wanted = false;
      const own = (child = launch(plan, jvm, settings));
      const lines = keptLines(own, log);
      own.once('exit', (code, signal) => {
        if (wanted && child === own) onEnd(signal ?? String(code));
      });
      const failure = await readyOrWhyNot(own, lines);
      if (failure !== null) {
        await end('SIGKILL');
        throw new Complaint(whyItEnded({ plan, log, failure, lines: lines.kept }));
      }
      wanted = true;
    },
    end,
    signal: (signal) => void child?.kill(signal),
  };
}

function launch(plan: NodePlan, jvm: Jvm, settings: string): ChildProcess {
  const fresh = newArchive(jvm, plan);
  const child = spawn(jvm.java, [...jvmArguments(jvm, fresh), 'kafka.Kafka', settings], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C reaches us, and we stop the nodes in order.
    detached: process.platform !== 'win32',
  });
  running.add(child);
  child.once('exit', (_code, signal) => {
    running.delete(child);
    if (fresh) keepArchive(fresh, jvm.archive, signal);
  });
  if (child.pid) guard(child.pid, 'KILL');
  return child;
}

/** Where the first broker of this process writes the classes that nobody has written yet; a controller knows too few of them. */
function newArchive({ archive }: Jvm, { role }: NodePlan): string | undefined {
  if (role === 'controller' || writing.has(archive) || existsSync(archive)) return undefined;
  writing.add(archive);
  removeLeftovers(path.dirname(archive), path.basename(archive));
  return `${archive}.${process.pid}`;
}

/** A node writes its classes when it ends in peace; whole files only, and the first one stays. */
function keepArchive(fresh: string, archive: string, signal: NodeJS.Signals | null): void {
  writing.delete(archive);
  if (!existsSync(fresh)) return;
  if (signal === null && !existsSync(archive)) renameSync(fresh, archive);
  else rmSync(fresh, { force: true });
}

interface Lines {
  readonly kept: readonly string[];
  onLine(hear: (line: string) => void): void;
}

/** Writes what a node says into its log, and keeps the newest lines. */
function keptLines({ stdout, stderr }: ChildProcess, log: string): Lines {
  const kept: string[] = [];
  const hearers: ((line: string) => void)[] = [];
  const file = createWriteStream(log, { flags: 'a' });
  for (const stream of [stdout!, stderr!]) {
    createInterface({ input: stream }).on('line', (line) => {
      file.write(`${line}\n`);
      kept.push(line);
      if (kept.length > KEPT_LINES) kept.shift();
      for (const hear of hearers) hear(line);
    });
  }
  stderr!.once('close', () => file.end());
  return { kept, onLine: (hear) => void hearers.push(hear) };
}

/** Null when it takes part in the cluster. */
const readyOrWhyNot = (child: ChildProcess, lines: Lines): Promise<string | null> =>
  new Promise((resolve) => {
    const late = setTimeout(() => resolve(`is not ready after ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS);
    const answer = (failure: string | null): void => {
      clearTimeout(late);
      resolve(failure);
    };
    lines.onLine((line) => line.includes(READY) && answer(null));
    child.once('error', (error) => answer(`does not start (${error.message})`));
    // Its last words come before `close`, not before `exit`.
    child.once('close', () => answer('ended during its start'));
  });

// Without a pid it never began.
const hasEnded = ({ pid, exitCode, signalCode }: ChildProcess): boolean => pid === undefined || exitCode !== null || signalCode !== null;

/** The log of a node, in the folder of its cluster. */
export const logOf = (folder: string, { id }: NodePlan): string => path.join(folder, 'logs', `node-${id}.log`);
