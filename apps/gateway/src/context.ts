import type { Cause } from '@crossing/kernel';
import type { Caller } from '@crossing/subgraph/caller.ts';
import type { Credential } from './credential.ts';

/** What the gateway knows about the request it answers. */
export interface GatewayContext {
  readonly cause: Cause;
  /** An access token is verified; null for anonymous requests. */
  readonly credential: Credential | null;
  /** Where the request came from; behind proxies that are trusted, what they say. */
  readonly address: string;
  /** What the client calls itself, for the list of a person's sessions. */
  readonly userAgent?: string;
  /** When a read must be answered, on the clock of `performance.now()`. */
  readonly deadline: number;
  /** Anonymous until the operation is admitted: which exchange it needs is only known then. */
  caller: Caller;
  /** What subgraphs are told about the caller; empty for anonymous requests. */
  callerToken: string;
}
