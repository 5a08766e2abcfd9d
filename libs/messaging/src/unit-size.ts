/** How many events share a transaction, so that it is worth its commit and yet in nobody's way. */
export interface UnitSize {
  current(): number;
  /** A transaction has committed after so many milliseconds. */
  committed(ms: number): void;
  /** A transaction was given up, as another one held what it wanted. */
  conflicted(): void;
}

/** Rows that a unit has locked are kept from everybody else for this long, not longer. */
const LONG_MS = 250;

/**
 * At most `most`. A quarter of that after a conflict: two consumers, or a consumer and a use case, that lock many rows in
 * different orders meet again and again. Half of it when a transaction was long. One more with each that was not.
 */
export function unitSize(most: number): UnitSize {
  let size = most;
  return {
    current: () => size,
    committed: (ms) => void (size = ms > LONG_MS ? Math.max(1, Math.floor(size / 2)) : Math.min(most, size + 1)),
    conflicted: () => void (size = Math.max(1, Math.floor(size / 4))),
  };
}
