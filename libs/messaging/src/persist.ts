import { backOff, pauses } from './pauses.ts';

/** Something that is tried again and again. */
export interface Persistent {
  /** Whether it has succeeded. */
  isDone(): boolean;
  /** Tries no more; resolves when the try at hand has ended. */
  stop(): Promise<void>;
}

/** Tries until it succeeds or is stopped, with longer pauses after each failure, up to 5 s. */
export function persist(attempt: () => Promise<void>, failed: (error: unknown) => void): Persistent {
  const { wait, wake } = pauses();
  let running = true;
  let isDone = false;

  async function trying(): Promise<void> {
    for (let failures = 1; running && !isDone; failures += 1) {
      try {
        await attempt();
        isDone = true;
      } catch (error) {
        failed(error);
        if (running) await wait(backOff(failures));
      }
    }
  }

  const ended = trying();
  return {
    isDone: () => isDone,
    async stop() {
      running = false;
      wake();
      await ended;
    },
  };
}
