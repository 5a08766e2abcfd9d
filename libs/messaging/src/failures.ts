import { backOff } from './pauses.ts';

const FORGOTTEN_MS = 10_000;

/** Failures in a row: one that has not come back for 10 s is over. */
export interface Failures {
  /** Counts one; answers for how long to wait before the next try, in milliseconds. */
  add(): number;
  count(): number;
}

export function failuresInARow(): Failures {
  let count = 0;
  let last = -Infinity;
  const current = () => (performance.now() - last > FORGOTTEN_MS + backOff(count) ? 0 : count);
  return {
    add() {
      count = current() + 1;
      last = performance.now();
      return backOff(count);
    },
    count: current,
  };
}
