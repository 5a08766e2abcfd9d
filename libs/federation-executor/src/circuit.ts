/** Keeps requests from a subgraph that has failed too often, and lets one through now and then to see whether it is back. */
export interface Circuit {
  /** Whether a request may go out now. When the circuit is open only the probe may: it must tell how it ended. */
  admit(): boolean;
  succeeded(): void;
  failed(): void;
  /** The request ended and tells nothing of the subgraph: its caller went away. */
  abandoned(): void;
  readonly state: 'closed' | 'open' | 'half-open';
}

export interface CircuitOptions {
  /** How many failures in a row open it. */
  readonly failures: number;
  /** How long it stays open before a probe, in milliseconds. */
  readonly openMs: number;
  /** A clock that never runs backwards, in milliseconds. */
  readonly now: () => number;
}

export function createCircuit({ failures, openMs, now }: CircuitOptions): Circuit {
  let failed = 0;
  let openUntil = 0;
  let isProbing = false;
  const isOpen = (): boolean => failed >= failures;
  return {
    admit: () => {
      if (!isOpen()) return true;
      if (isProbing || now() < openUntil) return false;
      isProbing = true;
      return true;
    },
    succeeded: () => {
      failed = 0;
      isProbing = false;
    },
    failed: () => {
      failed += 1;
      isProbing = false;
      if (isOpen()) openUntil = now() + openMs;
    },
    abandoned: () => {
      isProbing = false;
    },
    get state() {
      if (!isOpen()) return 'closed';
      return isProbing || now() >= openUntil ? 'half-open' : 'open';
    },
  };
}
