import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { guard } from '@crossing/tool-dev/guard.ts';
import type { Assignment } from './worker/assignment.ts';
import type { Acknowledged } from './worker/write.ts';

/** A process that is started again whenever it ends. */
export interface WorkerProcess extends Pick<Assignment, 'role' | 'service' | 'index'> {
  readonly name: string;
  /** As a crash would, at once. */
  kill(): void;
  /** Stands still until it is woken. */
  freeze(): void;
  thaw(): void;
  /** For good. */
  stop(): Promise<void>;
}

interface Options {
  readonly assignment: Assignment;
  readonly logs: string;
  readonly heard: (message: Acknowledged) => void;
}

const script = path.join(import.meta.dirname, 'worker/main.ts');
const leash = pathToFileURL(path.join(import.meta.dirname, '../dev/leash.ts')).href;
const AGAIN_MS = 100;
const PATIENCE_MS = 15_000;

export function workerProcess({ assignment, logs, heard }: Options): WorkerProcess {
  const { role, service, index } = assignment;
  const name = `${role} ${service}/${index}`;
  let wanted = true;
  let child = launch();

  function launch(): ChildProcess {
    const log = openSync(path.join(logs, `${role}-${service}-${index}.log`), 'a');
    const running = spawn(process.execPath, ['--no-warnings', '--import', leash, script, JSON.stringify(assignment)], {
      stdio: ['ignore', log, log, 'ipc'],
      // Ctrl-C reaches the conductor, which then ends them.
      detached: process.platform !== 'win32',
    });
    closeSync(log);
    running.on('message', (message) => heard(message as Acknowledged));
    running.once('exit', async () => {
      await sleep(AGAIN_MS);
      if (wanted) child = launch();
    });
    return running;
  }

  return {
    role,
    service,
    index,
    name,
    kill: () => void child.kill('SIGKILL'),
    freeze() {
      // Standing still it would not notice that we are gone.
      if (child.pid) guard(child.pid, 'KILL');
      child.kill('SIGSTOP');
    },
    thaw: () => void child.kill('SIGCONT'),
    async stop() {
      wanted = false;
      const ending = child;
      if (ending.exitCode !== null || ending.signalCode !== null) return;
      const ended = new Promise((resolve) => ending.once('exit', resolve));
      ending.kill('SIGCONT');
      ending.kill('SIGTERM');
      const impatience = setTimeout(() => ending.kill('SIGKILL'), PATIENCE_MS);
      await ended;
      clearTimeout(impatience);
    },
  };
}
