import type { Logger } from './logger.ts';

export interface Lifecycle {
  /** Registers what to do on the way out; the last registered goes first. */
  onStop(name: string, step: () => Promise<void> | void): void;
  /** Drains: runs every step once, each within the limit. Safe to call again. */
  stop(): Promise<void>;
}

const STEP_LIMIT_MS = 10_000;

/** Drains on SIGTERM and SIGINT, in reverse order of registration, and then ends the process. */
export function createLifecycle(log: Logger, { exit = (code: number): void => process.exit(code) } = {}): Lifecycle {
  const steps: { name: string; step: () => Promise<void> | void }[] = [];
  let stopping: Promise<void> | null = null;
  const stop = () => (stopping ??= drain(steps, log));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void stop().then(() => exit(0)));
  }
  return { onStop: (name, step) => void steps.push({ name, step }), stop };
}

async function drain(steps: readonly { name: string; step: () => Promise<void> | void }[], log: Logger): Promise<void> {
  log.info({}, 'Draining.');
  for (const { name, step } of steps.toReversed()) {
    const limit = new AbortController();
    try {
      await Promise.race([step(), tooLong(limit.signal)]);
    } catch (error) {
      log.error({ err: error, step: name }, 'A step of the shutdown failed; going on with the next one.');
    } finally {
      limit.abort();
    }
  }
  log.info({}, 'Drained.');
}

function tooLong(done: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not done within ${STEP_LIMIT_MS} ms`)), STEP_LIMIT_MS);
    done.addEventListener('abort', () => clearTimeout(timer));
  });
}
