/** Counts failures per key over a window; who has had too many waits. */
export interface Throttle {
  /** Seconds until it is worth trying again; null when there is nothing to wait for. */
  waitFor(key: string): Promise<number | null>;
  /** Counts one failure. */
  fail(key: string): Promise<void>;
  /** Forgets the failures: the right password was given. */
  forgive(key: string): Promise<void>;
}
