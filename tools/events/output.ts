import { once } from 'node:events';

/** Where a command writes: what was asked for, and what is said about it. */
export interface Output {
  /** A line of the standard output; resolves when there is room for the next one, and never rejects. */
  print(line: string): Promise<void>;
  /** A line of the standard error: what is done, not what was asked for. */
  say(line: string): void;
  /** Aborted when nobody reads any more, as after `| head`. */
  readonly closed: AbortSignal;
}

/** The terminal, or wherever the standard streams lead. */
export function terminal(): Output {
  const closing = new AbortController();
  process.stdout.on('error', () => closing.abort());
  return {
    async print(line) {
      if (closing.signal.aborted || process.stdout.write(`${line}\n`)) return;
      await once(process.stdout, 'drain', { signal: closing.signal }).catch(() => {});
    },
    say: (line) => console.error(line),
    closed: closing.signal,
  };
}
