import type { Clock } from '@crossing/kernel';

/** A clock that stands still until it is moved. */
export interface FrozenClock {
  readonly clock: Clock;
  advance(ms: number): void;
  set(iso: string): void;
}

/** A clock that shows `iso` (RFC 3339). */
export function frozenClock(iso: string): FrozenClock {
  let now = new Date(iso).getTime();
  return {
    clock: () => new Date(now),
    advance: (ms) => void (now += ms),
    set: (text) => void (now = new Date(text).getTime()),
  };
}
