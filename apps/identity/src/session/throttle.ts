/** Counts failures per key over a window; who has had too many waits. */
export interface Throttle {
  /** Counts an attempt before it is judged, so that attempts at the same time all count; the seconds to wait, or null to go on. */
  begin(key: string): Promise<number | null>;
  /** Forgets the failures: the right password was given. */
  forgive(key: string): Promise<void>;
}
