/** How a subgraph failed to answer over HTTP. */
export type HttpFailureReason =
  /** No whole answer within the time. */
  | 'timeout'
  /** No connection, or one that broke. */
  | 'unreachable'
  /** The answer is larger than is taken. */
  | 'too-large'
  /** The answer is no JSON, or not what GraphQL answers look like. */
  | 'malformed'
  /** It was not asked: it has failed too often lately. */
  | 'circuit-open'
  /** The caller went away. */
  | 'aborted';

const REASON = Symbol('http failure');

/** An error of which {@link httpFailureReason} knows the reason. Its message is for the log: it may tell of addresses. */
export const httpFailure = (reason: HttpFailureReason, message: string, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { [REASON]: reason });

/** The reason of an error of the HTTP client; undefined for any other. */
export const httpFailureReason = (error: unknown): HttpFailureReason | undefined =>
  error instanceof Error ? (error as { [REASON]?: HttpFailureReason })[REASON] : undefined;
