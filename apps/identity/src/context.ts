import type { Caller } from '@crossing/subgraph';

/** What the resolvers of one request share. */
export interface Context {
  readonly caller: Caller;
  /** What the client calls itself; null when it says nothing. */
  readonly userAgent: string | null;
}
