import type { Caller } from '@crossing/subgraph';

/** What the resolvers of one request share. */
export interface Context {
  readonly caller: Caller;
}
