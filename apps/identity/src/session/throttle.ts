/** Counts failures per key over a window; who has had too many waits. */
export interface Throttle {
  /** Counts an attempt before it is judged, so that attempts at the same time all count; the seconds to wait, or null to go on. */
  begin(key: string): Promise<number | null>;
  /** Forgets the failures: the right password was given. */
  forgive(key: string): Promise<void>;
}

export interface TooManyAttempts {
  readonly kind: 'TooManyAttempts';
  readonly message: string;
  readonly retryAfterSeconds: number;
}

/** `what` there was too much of, e.g. "wrong passwords". */
export const tooManyAttempts = (what: string, retryAfterSeconds: number): TooManyAttempts => ({
  kind: 'TooManyAttempts',
  message: `Too many ${what}. Try again in ${retryAfterSeconds} seconds.`,
  retryAfterSeconds,
});
