import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Actor } from '@crossing/tool-journey/actor.ts';
import type { Stage } from './stage.ts';

const PAUSE_MS = 150;
const OPERATOR = path.join(import.meta.dirname, '../../identity/src/operator.ts');

/** Runs the operator's command, while these people go on reading: what a gateway remembers of them is never older than a moment. */
export async function operator({ operatorEnv }: Stage, args: readonly string[], reading: readonly Actor[]): Promise<void> {
  const command = spawn(process.execPath, [OPERATOR, ...args], { env: operatorEnv, stdio: 'ignore' });
  const ended = once(command, 'exit') as Promise<[number | null]>;
  let running = true;
  void ended.then(() => (running = false));
  while (running) {
    await Promise.all(reading.map((reader) => reader.raw('{ viewer { id } }')));
    // Often enough to be remembered all the time, seldom enough to leave the command the machine.
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`The operator's command ${args.join(' ')} ended with ${code}.`);
}

/** How long the gateway goes on reading with what it remembers of a session. */
export const aSecond = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_000));
