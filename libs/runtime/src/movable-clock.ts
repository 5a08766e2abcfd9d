import type { Clock } from '@crossing/kernel';

/** The domain's clock: the machine's time plus an offset, which only development ever sets (decisions D8). */
export interface MovableClock {
  readonly clock: Clock;
  /** Sets the offset, in milliseconds ahead of the machine's clock. */
  shiftTo(offsetMs: number): void;
  offsetMs(): number;
}

/** A clock that shows the machine's time until it is shifted. */
export function movableClock(): MovableClock {
  let offset = 0;
  return {
    clock: () => new Date(Date.now() + offset),
    shiftTo: (offsetMs) => void (offset = offsetMs),
    offsetMs: () => offset,
  };
}
